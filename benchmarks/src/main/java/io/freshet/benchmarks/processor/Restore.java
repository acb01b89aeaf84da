package io.freshet.benchmarks.processor;

import io.freshet.benchmarks.gateway.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How long until a job goes on after its process is gone with its disk: the time until it has committed what comes next, without a
 * standby and with one. The state of a laptop's run, scaled to a gigabyte: what does not grow with it (the start of a JVM, the
 * session's time-out) is told apart by a run whose disk is kept.
 */
final class Restore {
    private static final int STILL_LOOKS = 8;

    private final ProcessorBench bench;

    Restore(ProcessorBench bench) {
        this.bench = bench;
    }

    void run(int events, Sales.Customers customers) throws IOException {
        String sales = bench.sales(events, customers);
        Sales writer = new Sales(bench.bootstrap(), bench.idOf(sales));
        Reader reader = bench.declared(sales, "updates");
        Path first = bench.folder().resolve(reader.target()).resolve("first");
        long done = events;
        try (ServerProcess running = reader.program().start()) {
            reader.measure(running, 0, done);
        }
        double megabytes = bytes(first.resolve("state")) / 1e6;
        double kept;
        try (ServerProcess again = reader.program().start()) {
            kept = next(reader, writer, sales, done + 1, again);
        }
        delete(first.resolve("state"));
        double restored;
        try (ServerProcess anew = reader.program().start()) {
            restored = next(reader, writer, sales, done + 2, anew);
        }
        ProcessorBenchmark.say(
                "restore: %.0f MB of state; goes on after %.1f s with its disk, after %.1f s without: %.0f s per GB",
                megabytes, kept, restored, Math.max(0, restored - kept) / megabytes * 1_000);
        standby(reader, writer, sales, done + 2);
    }

    private void standby(Reader reader, Sales writer, String sales, long done) throws IOException {
        String option = "-Dfreshet.processor.standby-replicas=1";
        String job = reader.target();
        ServerProcess first = bench.processor(job, "first", option);
        next(reader, writer, sales, done + 1, first);
        try (ServerProcess second = bench.processor(job, "second", option)) {
            awaitStill(bench.folder().resolve(job).resolve("second/state"));
            first.kill();
            ProcessorBenchmark.say(
                    "restore: goes on %.1f s after a kill with a standby, of which 10 s are the session's time-out",
                    next(reader, writer, sales, done + 2, second));
        }
    }

    /** Seconds until the events that come now are committed, one for each partition. */
    private static double next(Reader reader, Sales writer, String sales, long all, ServerProcess running)
            throws IOException {
        long start = System.nanoTime();
        writer.write(sales, 1, new Sales.Customers(1, 1));
        reader.measure(running, all, all);
        return (System.nanoTime() - start) / 1e9;
    }

    /** A standby is up to date when its files grow no more. */
    private static void awaitStill(Path folder) throws IOException {
        long before = -1;
        int same = 0;
        while (same < STILL_LOOKS) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            long now = bytes(folder);
            same = now == before && now > 0 ? same + 1 : 0;
            before = now;
        }
    }

    private static long bytes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            long sum = 0;
            for (Path file : files.toList()) {
                sum += size(file);
            }
            return sum;
        }
    }

    /** RocksDB deletes files while one looks. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
