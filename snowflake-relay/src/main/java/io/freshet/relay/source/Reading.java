package io.freshet.relay.source;

import io.freshet.relay.cut.ByteBudget;
import io.freshet.relay.cut.ByteBudget.Reader;
import io.freshet.relay.cut.Course;
import io.freshet.relay.cut.CutPolicy;
import io.freshet.relay.cut.CutReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
    private final TopicRules rules;
    private final ByteBudget budget;
    private final RelayObserver observer;
    private final Map<TopicPartition, Long> served = new HashMap<>();
    private final Map<TopicPartition, OptionalLong> remaining = new HashMap<>();
    /** Of the topics of owned partitions: asked of every partition in every turn, so not found anew by pattern each time. */
    private final Map<String, CutPolicy> policies = new HashMap<>();

    private long cuts;
    private final Set<TopicPartition> truncated = new HashSet<>();
    private boolean crowded;
    private boolean silent;

    Reading(Consumer<byte[], byte[]> consumer, TopicRules rules, ByteBudget budget, RelayObserver observer) {
        this.consumer = consumer;
        this.rules = rules;
        this.budget = budget;
        this.observer = observer;
    }

    /** A new turn of the poll loop, in which one question for a position at most may wait in vain. */
    void turn() {
        silent = false;
        remaining.clear();
    }

    /** A position is given at once, because without one the consumer would look for a commit and find it by its own rules. */
    void hold(TopicPartition partition) {
        consumer.pause(List.of(partition));
        consumer.seek(partition, 0);
    }

    /** From the committed offset on, where the broker still has what came before it; {@link #flow} lets it run. */
    void begin(OwnedPartition partition) {
        long committed = partition.course().ledger().committed();
        consumer.seek(partition.name(), new OffsetAndMetadata(committed, partition.committedEpoch(), ""));
    }

    /** Those of which the broker said, when asked for a position, that it lost what was relayed; told once. */
    Set<TopicPartition> truncated() {
        Set<TopicPartition> told = Set.copyOf(truncated);
        truncated.clear();
        return told;
    }

    /** It is another's now. */
    void forget(TopicPartition partition) {
        served.remove(partition);
        remaining.remove(partition);
        policies.remove(partition.topic());
    }

    void take(OwnedPartition partition, ConsumerRecords<byte[], byte[]> polled, Instant now) {
        for (ConsumerRecord<byte[], byte[]> record : polled.records(partition.name())) {
            partition.buffer(Records.of(record), record.leaderEpoch(), now);
        }
    }

    boolean cutIfDue(OwnedPartition partition, Instant now) {
        Optional<CutReason> reason =
                partition.course().due(policy(partition), now, remaining(partition.name()), crowded);
        return reason.isPresent() && cut(partition, reason.get());
    }

    /** Where to move the commit although there is nothing to write; empty when there is no need. */
    Optional<Long> advanceTo(OwnedPartition partition, Instant now) {
        if (partition.course().records() > 0) {
            return Optional.empty();
        }
        return position(partition).filter(position -> partition.course().advanceDue(policy(partition), position, now));
    }

    /** Pauses and resumes so that only what should be fetched is; cuts the oldest when all together hold too much. */
    void flow(Collection<OwnedPartition> partitions) {
        long held = partitions.stream().mapToLong(OwnedPartition::held).sum();
        if (budget.full(held)) {
            cutOldest(partitions);
        }
        crowded = budget.crowded(held);
        Set<TopicPartition> wanted = budget.mayRead(
                partitions.stream()
                        .filter(partition -> partition.course().reading())
                        .map(this::reader)
                        .toList(),
                held);
        Set<TopicPartition> unwanted = new HashSet<>();
        for (OwnedPartition partition : partitions) {
            if (!wanted.contains(partition.name())) {
                unwanted.add(partition.name());
            }
        }
        Set<TopicPartition> paused = consumer.paused();
        wanted.retainAll(paused);
        unwanted.removeAll(paused);
        consumer.resume(wanted);
        consumer.pause(unwanted);
    }

    private Reader<TopicPartition> reader(OwnedPartition partition) {
        CutPolicy policy = policy(partition);
        boolean behind = policy.behind(remaining(partition.name()));
        return new Reader<>(
                partition.name(),
                partition.course().waitingSince(),
                served.getOrDefault(partition.name(), 0L),
                behind ? Math.max(0, policy.bytes() - partition.held()) : 0);
    }

    private CutPolicy policy(OwnedPartition partition) {
        return policies.computeIfAbsent(
                partition.name().topic(), topic -> rules.of(topic).cut());
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
            served.put(partition.name(), ++cuts);
        });
        return position.isPresent();
    }

    /** Empty while the consumer itself has to ask the broker and gets no answer. */
    private Optional<Long> position(OwnedPartition partition) {
        if (silent) {
            return Optional.empty();
        }
        try {
            return Optional.of(consumer.position(partition.name(), POSITION_TIMEOUT));
        } catch (LogTruncationException e) {
            truncated.addAll(e.partitions());
            return Optional.empty();
        } catch (TimeoutException e) {
            silent = true;
            LOG.debugf("No position now: partition=%s reason=%s", partition.name(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Records between position and end of the log, as far as the last fetch told. */
    OptionalLong remaining(TopicPartition partition) {
        // Asked once a turn: the newer protocol's consumer asks another thread for it.
        return remaining.computeIfAbsent(partition, consumer::currentLag);
    }

    static long lag(Course course, OptionalLong remaining) {
        return course.records() + remaining.orElse(0);
    }
}
