package io.freshet.benchmarks.relay;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What the local store holds, read from the folder in which it keeps its objects, so that looking costs the store nothing. */
final class StoredFiles {
    private static final int CHUNK = 1 << 16;

    private final Path bucket;
    private final Set<Path> judged = new HashSet<>();

    StoredFiles(Path bucket) {
        this.bucket = bucket;
    }

    /**
     * What files hold.
     *
     * @param bytes of the files
     * @param raw bytes of the rows in them
     * @param gzip6 bytes that gzip -6 makes of each file's rows; 0 when not asked for
     */
    record Content(long files, long rows, long bytes, long raw, long gzip6) {
        static final Content NONE = new Content(0, 0, 0, 0, 0);

        Content plus(Content other) {
            return new Content(
                    files + other.files, rows + other.rows, bytes + other.bytes, raw + other.raw, gzip6 + other.gzip6);
        }
    }

    /** Finished objects of the topic; while one is written, the store keeps it under a longer name. */
    List<Path> of(String topic) throws IOException {
        Path folder = bucket.resolve("v1").resolve(topic);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(".ndjson.zst")
                            || path.toString().endsWith(".ndjson.gz"))
                    .sorted()
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return of(topic);
            }
            throw e;
        }
    }

    /** The topic's files that were not there when it was last asked. */
    Content fresh(String topic, boolean gzip6) throws IOException {
        Content all = Content.NONE;
        for (Path file : of(topic)) {
            if (judged.add(file)) {
                all = all.plus(content(file, gzip6));
            }
        }
        return all;
    }

    private static Content content(Path file, boolean gzip6) throws IOException {
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        long rows = 0;
        long raw = 0;
        try (InputStream in = open(file);
                OutputStream out = gzip6 ? new GZIPOutputStream(again, CHUNK) : OutputStream.nullOutputStream()) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.write(chunk, 0, read);
                raw += read;
                for (int i = 0; i < read; i++) {
                    rows += chunk[i] == '\n' ? 1 : 0;
                }
            }
        }
        return new Content(1, rows, Files.size(file), raw, again.size());
    }

    static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, CHUNK) : new ZstdInputStream(in);
    }
}
