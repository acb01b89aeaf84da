package io.freshet.benchmarks.processor;

import io.freshet.benchmarks.gateway.ServerProcess;
import io.freshet.benchmarks.gateway.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A program that reads sales and writes totals.
 *
 * @param group whose committed offsets say how far it is
 * @param target its results
 */
record Reader(ProcessorBench bench, String group, String source, String target, Program program) {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    interface Program {
        ServerProcess start() throws IOException;
    }

    /**
     * Reads all that is in the source, and measures from where {@code warm} are committed until all are.
     *
     * @return events per second of processor time
     */
    double run(long warm, long all) throws IOException {
        double perCpuSecond;
        try (ServerProcess running = program.start()) {
            perCpuSecond = measure(running, warm, all);
            awaitLastWord();
        }
        check(all);
        return perCpuSecond;
    }

    /** What changed last is told a moment after its events are committed. */
    static void awaitLastWord() {
        LockSupport.parkNanos(LAST_WORD.toNanos());
    }

    /** See {@link #run}; leaves it running. */
    double measure(ServerProcess running, long from, long to) throws IOException {
        try (Admin admin = bench.admin()) {
            long begun = await(admin, running, from);
            double cpu = Usage.cpuSeconds(running.pid());
            long done = await(admin, running, to);
            return (done - begun) / (Usage.cpuSeconds(running.pid()) - cpu);
        }
    }

    private long await(Admin admin, ServerProcess running, long count) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline && running.isAlive()) {
            long committed = committed(admin);
            if (committed >= count) {
                return committed;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new IllegalStateException(group + " does not commit " + count + " events: " + committed(admin));
    }

    private long committed(Admin admin) {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(offset -> offset.getKey().topic().equals(source) && offset.getValue() != null)
                    .mapToLong(offset -> offset.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the committed results count every event once: the last result of each key and window is what counts. */
    void check(long events) {
        Map<String, Long> last = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bench.bootstrap(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(target).stream()
                    .map(partition -> new TopicPartition(target, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    Total total = Total.of(record.value());
                    last.merge(total.window(), total.events(), Math::max);
                });
            }
        }
        long counted = last.values().stream().mapToLong(Long::longValue).sum();
        if (counted != events) {
            throw new IllegalStateException(target + " counts " + counted + " events of " + events);
        }
    }

    /** The first fields of a result: customer, start and end of the window, number of events. */
    private record Total(String window, long events) {
        static Total of(byte[] value) {
            Avro in = new Avro(value, 5);
            String customer = in.text();
            long start = in.number();
            in.number();
            return new Total(customer + "@" + start, in.number());
        }
    }
}
