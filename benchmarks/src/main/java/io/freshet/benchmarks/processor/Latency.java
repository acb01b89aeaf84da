package io.freshet.benchmarks.processor;

import io.freshet.benchmarks.gateway.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * From the moment an event is due to be sent until a consumer of committed results has the result that counts it, at half of what
 * the processor does at most; both ends in this process, by one clock.
 */
final class Latency {
    private static final int PEAK_EVENTS = 600_000;
    private static final int WARM_SECONDS = 15;
    private static final int SECONDS = 20;

    private final ProcessorBench bench;
    private final Sales.Customers customers;

    Latency(ProcessorBench bench, Sales.Customers customers) {
        this.bench = bench;
        this.customers = customers;
    }

    void run() throws IOException, InterruptedException {
        double peak = peak();
        String sales = bench.topic();
        Sales writer = new Sales(bench.bootstrap(), bench.idOf(sales));
        Reader reader = bench.declared(sales, "updates");
        List<Long> latencies = new ArrayList<>();
        try (ServerProcess running = reader.program().start()) {
            writer.write(sales, 1, customers);
            reader.measure(running, 0, 1);
            Thread sender = Thread.ofPlatform()
                    .start(() -> writer.writeAtRate(sales, peak / 2, WARM_SECONDS + SECONDS, customers));
            listen(reader.target(), sender, latencies);
            sender.join();
            ProcessorBenchmark.say("latency: %s resident at most", ProcessorBenchmark.resident(running));
        }
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        ProcessorBenchmark.say(
                "latency at %.0f/s, half of peak: p50 %d ms, p99 %d ms, of %d results (aim p99 at most 2,000 ms)",
                peak / 2, sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)], sorted.length);
    }

    /** Events per second of the clock, from a topic that is full. */
    private double peak() throws IOException {
        Reader reader = bench.declared(bench.sales(PEAK_EVENTS, customers), "updates");
        try (ServerProcess running = reader.program().start()) {
            reader.measure(running, 0, PEAK_EVENTS / 2);
            long start = System.nanoTime();
            reader.measure(running, PEAK_EVENTS / 2, PEAK_EVENTS);
            return PEAK_EVENTS / 2 * 1e9 / (System.nanoTime() - start);
        }
    }

    private void listen(String results, Thread sender, List<Long> latencies) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bench.bootstrap(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(results).stream()
                    .map(partition -> new TopicPartition(results, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long measured = System.currentTimeMillis() + WARM_SECONDS * 1_000L;
            while (sender.isAlive()) {
                consumer.poll(Duration.ofMillis(10)).forEach(result -> {
                    long sent = lastOf(result.value());
                    if (sent >= measured) {
                        latencies.add(System.currentTimeMillis() - sent);
                    }
                });
            }
        }
    }

    /** Behind customer, start, end, events and amount. */
    private static long lastOf(byte[] value) {
        Avro in = new Avro(value, 5);
        in.text();
        for (int field = 0; field < 4; field++) {
            in.number();
        }
        return in.number();
    }
}
