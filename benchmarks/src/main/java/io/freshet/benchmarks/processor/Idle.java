package io.freshet.benchmarks.processor;

import io.freshet.benchmarks.gateway.ServerProcess;
import io.freshet.benchmarks.gateway.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What the shipped jobs cost while nothing comes: processor time of processor and broker, memory, and what is written. */
final class Idle {
    /** Until all is compiled that runs at rest, and every source is known to be idle. */
    private static final Duration SETTLING = Duration.ofSeconds(90);

    private static final Duration WATCHED = Duration.ofSeconds(60);

    private final ProcessorBench bench;

    Idle(ProcessorBench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        double alone = share(bench.brokerPid(), WATCHED.dividedBy(3));
        try (ServerProcess processor = bench.shipped();
                Admin admin = bench.admin()) {
            LockSupport.parkNanos(SETTLING.toNanos());
            Map<TopicPartition, Long> before = ends(admin);
            double cpu = Usage.cpuSeconds(processor.pid());
            double broker = share(bench.brokerPid(), WATCHED);
            double own = (Usage.cpuSeconds(processor.pid()) - cpu) / WATCHED.toSeconds();
            ProcessorBenchmark.say(
                    "idle: broker alone %.1f %% of a core, with the six shipped jobs %.1f %%; processor %.1f %%, %s resident at most",
                    alone * 100, broker * 100, own * 100, ProcessorBenchmark.resident(processor));
            Map<String, Long> written = ends(admin).entrySet().stream()
                    .collect(Collectors.groupingBy(
                            end -> end.getKey().topic(),
                            Collectors.summingLong(end -> end.getValue() - before.getOrDefault(end.getKey(), 0L))));
            written.values().removeIf(count -> count == 0);
            ProcessorBenchmark.say("idle: offsets written in %d s: %s", WATCHED.toSeconds(), written);
        }
    }

    private static double share(long pid, Duration watched) throws IOException {
        double cpu = Usage.cpuSeconds(pid);
        LockSupport.parkNanos(watched.toNanos());
        return (Usage.cpuSeconds(pid) - cpu) / watched.toSeconds();
    }

    private static Map<TopicPartition, Long> ends(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = admin
                .describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names()
                        .get())
                .allTopicNames()
                .get()
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(wanted).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
