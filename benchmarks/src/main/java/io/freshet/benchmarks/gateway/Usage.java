package io.freshet.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process has used, as Linux counts it. */
public final class Usage {
    private static final double TICKS_PER_SECOND = 100;
    /** Fields of {@code /proc/<pid>/stat} behind the name in parentheses: user and system time. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private Usage() {}

    public static double cpuSeconds(long pid) throws IOException {
        return cpuSeconds(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }

    /** What the process's JIT compilers have used of {@link #cpuSeconds(long)}. */
    static double compilerSeconds(long pid) throws IOException {
        List<Path> threads;
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            threads = tasks.toList();
        }
        double seconds = 0;
        for (Path thread : threads) {
            try {
                String stat = Files.readString(thread.resolve("stat"));
                seconds += stat.contains("CompilerThre") ? cpuSeconds(stat) : 0;
            } catch (IOException ended) {
                // A thread that is gone is none that compiles.
            }
        }
        return seconds;
    }

    private static double cpuSeconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND;
    }

    /** The most it ever had resident, in MiB. */
    public static long peakResidentMiB(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return -1;
    }
}
