package io.freshet.relay.encode;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * How a file is compressed: fixed level, one thread, no time and no name in the header, so that the same rows give the same bytes. The
 * label stands in intents: another level is another codec.
 */
public enum Codec {
    ZSTD("zstd-1", "ndjson.zst", "application/zstd") {
        @Override
        OutputStream compress(OutputStream file) throws IOException {
            ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(file, 1);
            zstd.setChecksum(true);
            return new BufferedOutputStream(zstd, CHUNK);
        }
    },
    GZIP("gzip-1", "ndjson.gz", "application/gzip") {
        @Override
        OutputStream compress(OutputStream file) throws IOException {
            return new BufferedOutputStream(new FastGzip(file), CHUNK);
        }
    };

    private static final int CHUNK = 64 << 10;

    private final String label;
    private final String extension;
    private final String contentType;

    Codec(String label, String extension, String contentType) {
        this.label = label;
        this.extension = extension;
        this.contentType = contentType;
    }

    abstract OutputStream compress(OutputStream file) throws IOException;

    public String label() {
        return label;
    }

    /** Without a dot in front. */
    public String extension() {
        return extension;
    }

    public String contentType() {
        return contentType;
    }

    /** Empty for a name that this release does not write. */
    public static Optional<Codec> named(String label) {
        return Arrays.stream(values())
                .filter(codec -> codec.label.equals(label))
                .findFirst();
    }

    /** The JDK writes neither time nor name into the header. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, CHUNK);
            def.setLevel(1);
        }
    }
}
