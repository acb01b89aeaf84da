package io.freshet.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used, as Linux counts it. */
public final class Usage {
    private static final double TICKS_PER_SECOND = 100;
    /** Fields of {@code /proc/<pid>/stat} behind the name in parentheses: user and system time. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private Usage() {}

    public static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
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
