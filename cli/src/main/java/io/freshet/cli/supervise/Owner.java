package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Which command a stack belongs to: the {@code up} that stays in front, or nobody when it was detached. A later {@code up} takes
 * it over, and the one before then has no say any more.
 */
final class Owner {
    private final Path path;

    Owner(DataDirectory data) {
        this.path = data.path().resolve("owner");
    }

    void take(long pid) {
        try {
            Files.writeString(path, Long.toString(pid));
        } catch (IOException e) {
            throw new Failure(path + " cannot be written: " + e, e);
        }
    }

    void leaveToNobody() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new Failure(path + " cannot be deleted: " + e, e);
        }
    }

    boolean is(long pid) {
        try {
            return Files.readString(path).strip().equals(Long.toString(pid));
        } catch (NoSuchFileException nobody) {
            return false;
        } catch (IOException e) {
            throw new Failure(path + " cannot be read: " + e, e);
        }
    }
}
