package io.freshet.relay.source;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the broker says of topics and commits. Blocks: workers only. */
final class Broker {
    private final Admin admin;
    private final String group;
    private final Duration timeout;

    Broker(Admin admin, String group, Duration timeout) {
        this.admin = admin;
        this.group = group;
        this.timeout = timeout;
    }

    /** The broker could not be asked, or refused. */
    static final class BrokerUnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokerUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Where a partition's log begins and ends.
     *
     * @param end of what is replicated, open transactions included
     */
    record Bounds(long start, long end) {}

    /** The topic's id now; empty when there is no such topic. */
    Optional<String> topicId(String topic) throws BrokerUnavailableException {
        return Optional.ofNullable(topicIds(List.of(topic)).get(topic));
    }

    /** Ids of those of the topics that exist and may be seen; with no topics, asks nothing but whether the broker is there. */
    Map<String, String> topicIds(Collection<String> topics) throws BrokerUnavailableException {
        if (topics.isEmpty()) {
            get("nodes", admin.describeCluster().nodes());
            return Map.of();
        }
        Map<String, String> ids = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                ids.put(
                        topic.getKey(),
                        get("topic id", topic.getValue()).topicId().toString());
            } catch (BrokerUnavailableException e) {
                // One topic that may not be seen must not hide the others.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
                        && !(e.getCause() instanceof TopicAuthorizationException)) {
                    throw e;
                }
            }
        }
        return ids;
    }

    /** Offset and metadata of the group; empty when nothing is committed. */
    Optional<OffsetAndMetadata> committed(TopicPartition partition) throws BrokerUnavailableException {
        ListConsumerGroupOffsetsSpec spec = new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
        return Optional.ofNullable(get(
                        "committed offsets",
                        admin.listConsumerGroupOffsets(
                                        Map.of(group, spec), new ListConsumerGroupOffsetsOptions().requireStable(true))
                                .partitionsToOffsetAndMetadata(group))
                .get(partition));
    }

    Bounds bounds(TopicPartition partition) throws BrokerUnavailableException {
        long start = get(
                        "log start",
                        admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                                .partitionResult(partition))
                .offset();
        long end = get(
                        "log end",
                        admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .partitionResult(partition))
                .offset();
        return new Bounds(start, end);
    }

    private <T> T get(String what, KafkaFuture<T> future) throws BrokerUnavailableException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BrokerUnavailableException("broker did not say the " + what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new BrokerUnavailableException("broker did not say the " + what + " in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted", e);
        }
    }
}
