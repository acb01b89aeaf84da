package io.freshet.model.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Small text files that are whole or not there: each begins with the SHA-256 of the rest, is written beside its place, forced to the
 * disk and moved into place. A file that is not whole is passed over. A disk that fails costs what it would have kept, and a
 * warning.
 */
final class CheckedFiles {
    private static final System.Logger LOG = System.getLogger(CheckedFiles.class.getName());
    private static final int DIGEST_CHARS = 64;
    private static final long MAX_BYTES = RegistryHttp.MAX_ANSWER_BYTES + 1024L;

    private final Path directory;

    CheckedFiles(Path directory) {
        this.directory = directory;
    }

    Optional<String> read(String name) {
        Path file = directory.resolve(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            String all = Files.readString(file);
            boolean whole = all.length() > DIGEST_CHARS
                    && all.charAt(DIGEST_CHARS) == '\n'
                    && sha256(all.substring(DIGEST_CHARS + 1)).equals(all.substring(0, DIGEST_CHARS));
            return whole ? Optional.of(all.substring(DIGEST_CHARS + 1)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    void write(String name, String content) {
        try {
            Files.createDirectories(directory);
            Path beside = Files.createTempFile(directory, "new-", ".tmp");
            try {
                writeForced(beside, sha256(content) + "\n" + content);
                Files.move(
                        beside,
                        directory.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A schema could not be kept on disk and will be asked for again directory={0} cause={1}",
                    directory,
                    e.toString());
        }
    }

    private static void writeForced(Path file, String content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
