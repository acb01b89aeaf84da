package io.freshet.relay.source;

import io.freshet.relay.cut.ByteBudget;
import io.freshet.relay.cut.Course;
import io.freshet.relay.cut.CutPolicy;
import io.freshet.relay.cut.CutReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Positions, buffers and pauses: what is fetched, and when a range ends. A partition is fetched only while its course reads
 * and all of them together are within the budget; else it is paused, while polling goes on. Poll thread only.
 */
final class Reading {
    private static final Logger LOG = Logger.getLogger(Reading.class);
    private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final CutPolicy policy;
    private final ByteBudget budget;
    private final RelayObserver observer;

    Reading(Consumer<byte[], byte[]> consumer, CutPolicy policy, ByteBudget budget, RelayObserver observer) {
        this.consumer = consumer;
        this.policy = policy;
        this.budget = budget;
        this.observer = observer;
    }

    /** A position is given at once, because without one the consumer would look for a commit and find it by its own rules. */
    void hold(TopicPartition partition) {
        consumer.pause(List.of(partition));
        consumer.seek(partition, 0);
    }

    /** From the committed offset on; {@link #flow} lets it run. */
    void begin(OwnedPartition partition) {
        consumer.seek(partition.name(), partition.course().ledger().committed());
    }

    void take(OwnedPartition partition, ConsumerRecords<byte[], byte[]> polled, Instant now) {
        for (ConsumerRecord<byte[], byte[]> record : polled.records(partition.name())) {
            partition.buffer(Records.of(record), now);
        }
    }

    boolean cutIfDue(OwnedPartition partition, Instant now) {
        Optional<CutReason> reason = partition.course().due(policy, now, remaining(partition.name()));
        return reason.isPresent() && cut(partition, reason.get());
    }

    /** Where to move the commit although there is nothing to write; empty when there is no need. */
    Optional<Long> advanceTo(OwnedPartition partition, Instant now) {
        if (partition.course().records() > 0) {
            return Optional.empty();
        }
        return position(partition).filter(position -> partition.course().advanceDue(policy, position, now));
    }

    /** Pauses and resumes so that only what should be fetched is; cuts the oldest when all together hold too much. */
    void flow(Collection<OwnedPartition> partitions) {
        long held = partitions.stream().mapToLong(OwnedPartition::held).sum();
        boolean full = budget.full(held);
        if (full) {
            cutOldest(partitions);
        }
        Set<TopicPartition> wanted = new HashSet<>();
        Set<TopicPartition> unwanted = new HashSet<>();
        for (OwnedPartition partition : partitions) {
            boolean fetch = partition.course().reading() && !full;
            (fetch ? wanted : unwanted).add(partition.name());
        }
        Set<TopicPartition> paused = consumer.paused();
        wanted.retainAll(paused);
        unwanted.removeAll(paused);
        consumer.resume(wanted);
        consumer.pause(unwanted);
    }

    private void cutOldest(Collection<OwnedPartition> partitions) {
        List<OwnedPartition> waiting = partitions.stream()
                .filter(partition ->
                        partition.course().reading() && partition.course().records() > 0)
                .sorted(Comparator.comparing(
                        (OwnedPartition partition) -> partition.course().waitingSince(),
                        Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        long toCut =
                budget.toCut(waiting.stream().mapToLong(OwnedPartition::held).sum());
        for (OwnedPartition partition : waiting) {
            if (toCut <= 0) {
                return;
            }
            long held = partition.held();
            toCut -= cut(partition, CutReason.BUDGET) ? held : 0;
        }
    }

    /** @return false when the position is not to be had: not now, then */
    private boolean cut(OwnedPartition partition, CutReason reason) {
        Optional<Long> position = position(partition);
        position.ifPresent(until -> {
            partition.course().cut(until);
            observer.cut(reason);
        });
        return position.isPresent();
    }

    /** Empty while the consumer itself has to ask the broker and gets no answer. */
    private Optional<Long> position(OwnedPartition partition) {
        try {
            return Optional.of(consumer.position(partition.name(), POSITION_TIMEOUT));
        } catch (TimeoutException e) {
            LOG.debugf("No position now: partition=%s reason=%s", partition.name(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Records between position and end of the log, as far as the last fetch told. */
    OptionalLong remaining(TopicPartition partition) {
        return consumer.currentLag(partition);
    }

    static long lag(Course course, OptionalLong remaining) {
        return course.records() + remaining.orElse(0);
    }
}
