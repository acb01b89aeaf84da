package io.freshet.relay.replay;

import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.replay.ReplayPlan.Planned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks up in each partition where a replay begins and ends. Blocks. */
public final class Planner {
    private final Admin admin;
    private final Duration timeout;

    /** @param timeout of one question to the broker */
    public Planner(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    public ReplayPlan plan(String topic, Bound from, Bound until) throws ReplayException {
        TopicDescription description = describe(topic);
        List<TopicPartition> partitions = description.partitions().stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> froms = lookUp(partitions, from, starts, ends);
        Map<TopicPartition, Long> untils = lookUp(partitions, until, ends, ends);
        String id = description.topicId().toString();
        List<Planned> ranges = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long start = starts.getOrDefault(partition, 0L);
            long asked = froms.getOrDefault(partition, start);
            long begin = Math.max(start, asked);
            long end = Math.min(ends.getOrDefault(partition, 0L), untils.getOrDefault(partition, 0L));
            if (begin < end) {
                Origin origin = new Origin(topic, id, partition.partition());
                ranges.add(new Planned(new Range(origin, begin, end), begin - Math.min(begin, asked)));
            }
        }
        return new ReplayPlan(topic, id, List.copyOf(ranges));
    }

    private TopicDescription describe(String topic) throws ReplayException {
        try {
            return get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        } catch (ReplayException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new ReplayException("There is no topic " + topic, e);
            }
            throw e;
        }
    }

    private Map<TopicPartition, Long> lookUp(
            List<TopicPartition> partitions,
            Bound bound,
            Map<TopicPartition, Long> edge,
            Map<TopicPartition, Long> ends)
            throws ReplayException {
        return switch (bound) {
            case Bound.Edge any -> edge;
            case Bound.Offset(long offset) -> all(partitions, offset);
            case Bound.Time(var time) -> {
                Map<TopicPartition, Long> found = offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()));
                // No record is so young: the end, then.
                found.replaceAll((partition, offset) -> offset < 0 ? ends.getOrDefault(partition, 0L) : offset);
                yield found;
            }
        };
    }

    private static Map<TopicPartition, Long> all(List<TopicPartition> partitions, long offset) {
        Map<TopicPartition, Long> same = new HashMap<>();
        partitions.forEach(partition -> same.put(partition, offset));
        return same;
    }

    /** Ends are those of what is committed: behind them a reader would wait for an open transaction. */
    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) throws ReplayException {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry : get(admin.listOffsets(
                                specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .entrySet()) {
            offsets.put(entry.getKey(), entry.getValue().offset());
        }
        return offsets;
    }

    private <T> T get(KafkaFuture<T> future) throws ReplayException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ReplayException("The broker did not answer: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new ReplayException("The broker did not answer within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException("Interrupted", e);
        }
    }
}
