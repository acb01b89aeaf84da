package io.freshet.relay.source;

import io.freshet.relay.cut.Course;
import io.freshet.relay.cut.Course.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/** One membership in the group: polls without ever waiting for anything else, and lets every partition do its next step. */
final class PollLoop implements ConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(PollLoop.class);
    private static final Duration POLL_BUSY = Duration.ofMillis(10);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Set<Phase> INTENDED = EnumSet.of(Phase.INTEND, Phase.STORE, Phase.COMMIT);

    private final Consumer<byte[], byte[]> consumer;
    private final Workers workers;
    private final Steps steps;
    private final Reading reading;
    private final TopicWatch watch;
    private final InstantSource clock;
    private final Map<TopicPartition, OwnedPartition> owned = new LinkedHashMap<>();
    private boolean member;

    PollLoop(
            Consumer<byte[], byte[]> consumer,
            Workers workers,
            Steps steps,
            Reading reading,
            TopicWatch watch,
            InstantSource clock) {
        this.consumer = consumer;
        this.workers = workers;
        this.steps = steps;
        this.reading = reading;
        this.watch = watch;
        this.clock = clock;
    }

    /** @param cutting false while shutting down */
    void turn(boolean cutting) {
        ConsumerRecords<byte[], byte[]> polled = poll();
        Instant now = clock.instant();
        for (TopicPartition name : polled.partitions()) {
            take(name, polled, now);
        }
        workers.drain();
        watch.look(owned.values());
        steps.turn();
        for (OwnedPartition partition : owned.values()) {
            steps.next(partition, cutting);
        }
        reading.truncated().forEach(name -> with(name, steps::truncated));
        reading.flow(owned.values());
    }

    /** Whether a range is between its intent and its commit. */
    boolean unfinished() {
        return owned.values().stream()
                .anyMatch(partition -> INTENDED.contains(partition.course().phase()));
    }

    RelayStatus status() {
        return new RelayStatus(
                clock.instant(),
                watch.lastAnswer(),
                member,
                owned.values().stream().mapToLong(OwnedPartition::held).sum(),
                owned.values().stream().map(this::status).toList());
    }

    private RelayStatus.Partition status(OwnedPartition partition) {
        Course course = partition.course();
        return new RelayStatus.Partition(
                partition.name().topic(),
                partition.name().partition(),
                course.phase(),
                Reading.lag(course, reading.remaining(partition.name())),
                partition.oldest(),
                INTENDED.contains(course.phase()) ? partition.intendedSince() : null,
                partition.failingSince(),
                partition.trouble());
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(unfinished() ? POLL_BUSY : POLL);
        } catch (LogTruncationException e) {
            e.partitions().forEach(name -> with(name, steps::truncated));
        } catch (OffsetOutOfRangeException e) {
            for (TopicPartition name : e.partitions()) {
                LOG.warnf("The log no longer has our position: topic=%s partition=%d", name.topic(), name.partition());
                restart(name);
            }
        } catch (RetriableException e) {
            LOG.warnf("Polling failed and goes on: reason=%s", e.getMessage());
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            Set<TopicPartition> culprits = Culprits.of(e, owned.keySet());
            if (culprits.isEmpty()) {
                throw e;
            }
            culprits.forEach(name -> with(name, partition -> steps.unreadable(partition, e.getMessage())));
        }
        return ConsumerRecords.empty();
    }

    private void take(TopicPartition name, ConsumerRecords<byte[], byte[]> polled, Instant now) {
        OwnedPartition partition = owned.get(name);
        if (partition != null && partition.course().reading()) {
            reading.take(partition, polled, now);
            return;
        }
        LOG.errorf("Records came that were not asked for: topic=%s partition=%d", name.topic(), name.partition());
        restart(name);
    }

    private void restart(TopicPartition name) {
        with(name, partition -> {
            partition.restart();
            reading.hold(name);
        });
    }

    private void with(TopicPartition name, java.util.function.Consumer<OwnedPartition> action) {
        OwnedPartition partition = owned.get(name);
        if (partition != null) {
            action.accept(partition);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> names) {
        member = true;
        for (TopicPartition name : names) {
            drop(name);
            owned.put(name, new OwnedPartition(name));
            reading.hold(name);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> names) {
        names.forEach(this::drop);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> names) {
        names.forEach(this::drop);
    }

    /** From here on nothing is put or committed for it: what was intended, the next owner finishes. */
    private void drop(TopicPartition name) {
        OwnedPartition partition = owned.remove(name);
        if (partition != null) {
            partition.drop();
            reading.forget(name);
        }
    }
}
