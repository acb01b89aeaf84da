package io.freshet.benchmarks.gateway;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.kafka.tools.ProducerPerformance;

/**
 * Kafka's own producer-perf-test in a process of its own, once to warm up and once to be measured: prints what the second took. Its
 * {@code main} would end the process before its use of the processor could be read.
 */
public final class PerfTest {
    private PerfTest() {}

    /** @param arguments those of kafka-producer-perf-test */
    public static void main(String[] arguments) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ProducerPerformance.main(arguments);
        long start = system.getProcessCpuTime();
        ProducerPerformance.main(arguments);
        System.out.printf("CPU seconds: %.3f%n", (system.getProcessCpuTime() - start) / 1e9);
    }
}
