package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Whether there is memory and disk enough for parts that are to be started: better said before than found out after.
 *
 * @param memory that programs can still have, in bytes; empty where the system does not say
 * @param disk that the data folder can still have, in bytes
 */
record Room(OptionalLong memory, long disk) {
    private static final long MIB = 1 << 20;
    /** All parts together had 1.6 GB resident after a day's data; each about the same. */
    private static final long MEMORY_OF_PART = 230 * MIB;
    /** Kafka stops for good when its disk is full; a folder of logs and files grows from the first minute. */
    private static final long DISK = 1024 * MIB;

    /** What there is now. */
    static Room on(DataDirectory data) {
        try {
            return new Room(available(), Files.getFileStore(data.path()).getUsableSpace());
        } catch (IOException e) {
            throw new Failure("How much room there is on the disk of " + data.path() + " cannot be told: " + e, e);
        }
    }

    /** Linux says it; elsewhere what "free" means differs too much to refuse by. */
    private static OptionalLong available() throws IOException {
        Path info = Path.of("/proc/meminfo");
        if (!Files.isReadable(info)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    /** @throws Failure naming what is short, how much there is and is needed, and what can be done */
    void refuseIfTooLittle(int parts, DataDirectory data) {
        long needed = parts * MEMORY_OF_PART;
        if (memory.isPresent() && memory.getAsLong() < needed) {
            throw new Failure(String.format(
                    Locale.ROOT,
                    "Too little memory: %d parts need about %,d MiB, and %,d MiB are available. Close some programs,"
                            + " or start all the same with --tight.",
                    parts,
                    needed / MIB,
                    memory.getAsLong() / MIB));
        }
        if (parts > 0 && disk < DISK) {
            throw new Failure(String.format(
                    Locale.ROOT,
                    "Too little disk: %s has %,d MiB left, and %,d MiB are the least to begin with. Make room, choose"
                            + " another disk with --data DIR, or start all the same with --tight.",
                    data.path(),
                    disk / MIB,
                    DISK / MIB));
        }
    }
}
