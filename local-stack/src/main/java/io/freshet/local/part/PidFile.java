package io.freshet.local.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Records a process by pid and start time, because pids are used again: a stranger with a dead part's pid is never
 * taken for it, and never killed.
 */
final class PidFile {
    /** The system's own start times move by a second when its clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Path path;

    PidFile(Path path) {
        this.path = path;
    }

    void write(ProcessHandle process) throws IOException {
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        PrivateFiles.write(path, process.pid() + " " + started + "\n");
    }

    /** The recorded process, if it still runs. */
    Optional<ProcessHandle> running() {
        try {
            String[] words = Files.readString(path).strip().split(" ", -1);
            Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(PidFile::runs)
                    .filter(process -> isSame(process, started));
        } catch (NoSuchFileException | NumberFormatException | ArrayIndexOutOfBoundsException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /**
     * Whether it still runs. A dead process keeps its pid until somebody waits for it, which nobody does where the system's first
     * process is no real init; and it holds its ports until the last of its threads is gone.
     */
    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> threads = Files.list(proc.resolve("task"))) {
            String stat = Files.readString(proc.resolve("stat"));
            boolean zombie = stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
            return !zombie || threads.count() > 1;
        } catch (IOException | UncheckedIOException noSuchFileSystem) {
            return process.isAlive();
        }
    }

    private static boolean isSame(ProcessHandle process, Instant started) {
        return process.info()
                .startInstant()
                .map(actual -> Duration.between(actual, started).abs().compareTo(TOLERANCE) <= 0)
                .orElse(true);
    }
}
