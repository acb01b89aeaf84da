package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a stack keeps everything in. Freshet marks a folder that it made itself, and neither writes to nor deletes
 * any other.
 */
public final class DataDirectory {
    static final String MARKER = "made-by-freshet";

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    public static DataDirectory at(Path path) {
        return new DataDirectory(path.toAbsolutePath().normalize());
    }

    public Path path() {
        return path;
    }

    /** Whether Freshet made it. */
    public boolean exists() {
        return Files.isRegularFile(path.resolve(MARKER), LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes and marks it unless it is there. @throws Failure when something else is in its place */
    public void create() {
        try {
            if (exists()) {
                return;
            }
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder()) {
                throw new Failure(path + " is there and was not made by Freshet. Choose another folder with --data.");
            }
            Files.createDirectories(path);
            Files.writeString(
                    path.resolve(MARKER),
                    "This folder is Freshet's; ./freshet down --wipe deletes it with all it holds.\n");
        } catch (IOException e) {
            throw new Failure("The data folder " + path + " cannot be made: " + e, e);
        }
    }

    private boolean isEmptyFolder() throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.findAny().isEmpty();
        }
    }

    /**
     * Deletes it. Links inside are deleted and not followed.
     *
     * @throws Failure when Freshet did not make it, or when it is reached through a link
     */
    public void wipe() {
        if (!exists()) {
            throw new Failure(path + " was not made by Freshet, so it is not deleted.");
        }
        if (Files.isSymbolicLink(path)) {
            throw new Failure(path + " is a link, so what it points at is not deleted.");
        }
        try {
            Files.walkFileTree(path, new Deleting());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " could not be deleted whole", e);
        }
    }

    /** The marker goes last, so that a wipe that was cut short can be repeated. */
    private final class Deleting extends SimpleFileVisitor<Path> {
        private final Path marker = path.resolve(MARKER);

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!file.equals(marker)) {
                Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
            if (failed != null) {
                throw failed;
            }
            if (folder.equals(path)) {
                Files.deleteIfExists(marker);
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
