package io.freshet.benchmarks.relay;

/** Processor time of a process. */
final class Cpu {
    private Cpu() {}

    /** User and system time of all its threads since it began. */
    static double seconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(time -> time.toNanos() / 1e9)
                .orElseThrow(() -> new IllegalStateException("no process " + pid));
    }
}
