package io.freshet.relay.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.fault.HttpFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backlog of events as the gateway writes them, behind a store that stalls, in a heap that could never hold it: the budget is what it
 * says. Four hundred thousand records in 80 MB by default, ten million in 256 MB in the long run.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SmallHeapIT {
    private static final Logger LOG = Logger.getLogger(SmallHeapIT.class);
    private static final boolean LONG = Boolean.getBoolean("freshet.long");
    private static final int RECORDS = LONG ? 10_000_000 : 400_000;
    private static final int HEAP_MEGABYTES = LONG ? 256 : 80;
    private static final Duration STALL = Duration.ofSeconds(LONG ? 60 : 8);
    private static final Duration PATIENCE = Duration.ofMinutes(LONG ? 20 : 4);
    private static final String TOPIC = "backlog";
    private static final int PARTITIONS = 12;

    @TempDir
    Path directory;

    private FaultyWorld faulty;

    @Test
    void backlogIsDrainedInAHeapThatCouldNotHoldIt() throws Exception {
        try (FaultyWorld world = new FaultyWorld(directory, 3)) {
            faulty = world;
            world.world.createTopic(TOPIC, PARTITIONS);
            long bytes = fill();
            assertThat(bytes).as("more than the heap").isGreaterThan(HEAP_MEGABYTES * (1L << 20));
            RelayOptions options = world.options(500, Duration.ofSeconds(10));
            try (RelayProcess relay = world.world.process(options, "small", HEAP_MEGABYTES)) {
                await().atMost(PATIENCE).until(() -> world.puts.files() > 2);
                long before = committed();
                world.storeProxy.faults(HttpFaults.always(new HttpFaults.Hang()));
                LockSupport.parkNanos(STALL.toNanos());
                assertThat(before).as("the stall met a backlog").isLessThan(RECORDS);
                world.storeProxy.faults(HttpFaults.NONE);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> !relay.alive() || committed() == RECORDS);
                assertThat(relay.alive()).as("did not run out of memory").isTrue();
                LOG.infof(
                        "Drained: records=%d bytes=%d heap_mb=%d stall_s=%d files=%d",
                        RECORDS, bytes, HEAP_MEGABYTES, STALL.toSeconds(), world.puts.files());
            }
            assertThat(world.world.lake.count()).isEqualTo(RECORDS);
            assertThat(world.world.lake.gapsAndOverlaps()).isEmpty();
            world.puts.assertOneContentToEachKey();
        }
    }

    /** @return bytes of keys, values and headers */
    private long fill() throws Exception {
        AtomicLong acknowledged = new AtomicLong();
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                faulty.world.producer(Map.of("linger.ms", 5, "compression.type", "lz4"))) {
            for (int n = 0; n < RECORDS; n++) {
                ProducerRecord<byte[], byte[]> event = event(n);
                bytes += event.key().length + event.value().length;
                for (var header : event.headers()) {
                    bytes += header.key().length() + header.value().length;
                }
                var unused = producer.send(event, (at, failure) -> acknowledged.addAndGet(failure == null ? 1 : 0));
            }
        }
        assertThat(acknowledged.get()).isEqualTo(RECORDS);
        return bytes;
    }

    private static ProducerRecord<byte[], byte[]> event(int n) {
        byte[] key = ("user-" + n % 10_000).getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(TOPIC, n % PARTITIONS, key, Samples.value(n));
        String id = "0199a0b2-7c3d-7e4f-8a5b-%012d".formatted(n);
        String time = "2026-11-20T12:00:00.%03dZ".formatted(n % 1_000);
        event.headers()
                .add("ce_specversion", "1.0".getBytes(UTF_8))
                .add("ce_id", id.getBytes(UTF_8))
                .add("ce_source", "/freshet/http".getBytes(UTF_8))
                .add("ce_type", "user-activity".getBytes(UTF_8))
                .add("ce_time", time.getBytes(UTF_8))
                .add("content-type", "application/avro".getBytes(UTF_8))
                .add("received_at", time.getBytes(UTF_8))
                .add("freshet_time", "ok".getBytes(UTF_8))
                .add("ce_subject", key);
        return event;
    }

    private long committed() throws Exception {
        var commits = faulty.world.committed();
        long sum = 0;
        for (int p = 0; p < PARTITIONS; p++) {
            var commit = commits.get(new TopicPartition(TOPIC, p));
            sum += commit == null ? 0 : commit.offset();
        }
        return sum;
    }
}
