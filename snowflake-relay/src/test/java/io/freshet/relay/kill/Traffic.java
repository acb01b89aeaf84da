package io.freshet.relay.kill;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Keeps producing until it is closed: transactions of up to 60 records over all partitions, every fifth of them aborted. */
final class Traffic implements AutoCloseable {
    private static final int MOST = 60;
    private static final int ABORTED = 5;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile boolean ending;
    private volatile @Nullable Throwable failure;
    private long sent;

    Traffic(World world, String topic, int partitions, long seed, long pauseMillis) {
        producer = world.producer(Map.of("transactional.id", "traffic-" + topic));
        producer.initTransactions();
        Random chance = new Random(seed);
        thread = Thread.ofPlatform().name("traffic").start(() -> {
            try {
                while (!ending) {
                    batch(topic, partitions, chance);
                    LockSupport.parkNanos(pauseMillis * 1_000_000);
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        });
    }

    boolean flows() {
        return thread.isAlive();
    }

    private void batch(String topic, int partitions, Random chance) {
        producer.beginTransaction();
        int count = 1 + chance.nextInt(MOST);
        for (int n = 0; n < count; n++) {
            byte[] key = ("k" + sent % 97).getBytes(StandardCharsets.UTF_8);
            var unused =
                    producer.send(new ProducerRecord<>(topic, chance.nextInt(partitions), key, Samples.value(sent++)));
        }
        if (chance.nextInt(ABORTED) == 0) {
            producer.abortTransaction();
        } else {
            producer.commitTransaction();
        }
    }

    /** Ends it, and fails if it could not produce. */
    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        if (failure != null) {
            throw new AssertionError("producing failed", failure);
        }
    }
}
