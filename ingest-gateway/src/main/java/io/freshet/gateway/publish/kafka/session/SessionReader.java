package io.freshet.gateway.publish.kafka.session;

import io.freshet.gateway.session.SessionTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole log of sessions from its beginning, and goes on reading. What is in a transaction comes when that is committed: so a
 * takeover is read behind all that an earlier owner had begun to store. One thread, which blocks.
 */
final class SessionReader {
    private static final Logger LOG = Logger.getLogger(SessionReader.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long PAUSE_MILLIS = 1_000;

    private final Map<String, Object> settings;
    private final String topic;
    private final int partitions;
    private final SessionTable table = new SessionTable();
    private final Told to;
    private final ObjLongConsumer<SessionTable> eachTurn;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("mqtt-sessions-reader").unstarted(this::run);
    private volatile boolean stopping;
    private volatile boolean caughtUp;
    private volatile int size;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** Gets what each record did, in the order of its partition. */
    @FunctionalInterface
    interface Told {
        void told(SessionLog.Read read, SessionTable.Effect effect);
    }

    /**
     * @param settings of a consumer
     * @param eachTurn gets the table and the time now and then, on the reading thread
     */
    SessionReader(
            Map<String, Object> settings,
            String topic,
            int partitions,
            Told to,
            ObjLongConsumer<SessionTable> eachTurn) {
        this.settings = settings;
        this.topic = topic;
        this.partitions = partitions;
        this.to = to;
        this.eachTurn = eachTurn;
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopping = true;
        KafkaConsumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
    }

    /** Whether all that was in the log when reading began has been read. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    int size() {
        return size;
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> reading =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer = reading;
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(p -> new TopicPartition(topic, p))
                    .toList();
            reading.assign(all);
            reading.seekToBeginning(all);
            while (!stopping) {
                turn(reading, all);
            }
        } catch (WakeupException e) {
            LOG.debug("Reading of sessions has ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(KafkaConsumer<byte[], byte[]> reading, List<TopicPartition> all) throws InterruptedException {
        try {
            if (!caughtUp && ends.isEmpty()) {
                ends.putAll(reading.endOffsets(all));
            }
            for (ConsumerRecord<byte[], byte[]> record : reading.poll(POLL)) {
                apply(record);
            }
            if (!caughtUp) {
                caughtUp = ends.entrySet().stream().allMatch(end -> reading.position(end.getKey()) >= end.getValue());
            }
            size = table.size();
            eachTurn.accept(table, System.currentTimeMillis());
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf("Sessions cannot be read now; it is tried again. reason=%s", e.getMessage());
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            SessionLog.Read read = SessionLog.read(record);
            if (read != null) {
                to.told(read, table.apply(read.client(), read.record(), record.timestamp()));
            }
        } catch (IllegalArgumentException e) {
            LOG.errorf(
                    "A record of the sessions is none of ours and is left out. topic=%s partition=%d offset=%d reason=%s",
                    topic, record.partition(), record.offset(), e.getMessage());
        }
    }
}
