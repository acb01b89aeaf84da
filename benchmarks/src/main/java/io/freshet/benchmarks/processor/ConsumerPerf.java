package io.freshet.benchmarks.processor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.kafka.tools.ConsumerPerformance;

/** Kafka's own consumer-perf-test in a process of its own, once to warm up and once to be measured: prints what the second took. */
public final class ConsumerPerf {
    private ConsumerPerf() {}

    /** @param arguments those of kafka-consumer-perf-test */
    public static void main(String[] arguments) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ConsumerPerformance.main(arguments);
        long start = system.getProcessCpuTime();
        ConsumerPerformance.main(arguments);
        System.out.printf("CPU seconds: %.3f%n", (system.getProcessCpuTime() - start) / 1e9);
    }
}
