package io.freshet.local.part;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Files that only their owner may read (mode 600, where the file system has modes), written whole or not at all. */
public final class PrivateFiles {
    private static final int SECRET_BYTES = 24;

    private PrivateFiles() {}

    /** Replaces the file in one step. */
    public static void write(Path path, String content) throws IOException {
        Path draft = draft(path, content);
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the file holds; first fills it if there is none. Two processes at once agree on one content. */
    public static String readOrCreate(Path path, Supplier<String> content) throws IOException {
        if (!Files.exists(path)) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path draft = draft(path, content.get());
            try {
                Files.createLink(path, draft);
            } catch (FileAlreadyExistsException another) {
                return Files.readString(path);
            } finally {
                Files.delete(draft);
            }
        }
        return Files.readString(path);
    }

    /** A secret that nobody guesses: 192 random bits in hexadecimal. */
    public static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Path draft(Path path, String content) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(directory, ".draft", null, ownerOnly());
        Files.write(draft, content.getBytes(UTF_8));
        return draft;
    }

    private static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }
}
