package io.freshet.relay.source;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Whose fault it is that polling failed: without knowing, one topic that may no longer be read, or one batch that is broken on disk,
 * would end the membership of all partitions again and again.
 */
final class Culprits {
    private Culprits() {}

    /** Those of the partitions that the failure speaks of; none when it is of the whole. */
    static Set<TopicPartition> of(KafkaException failure, Collection<TopicPartition> owned) {
        return switch (failure) {
            case TopicAuthorizationException denied ->
                owned.stream()
                        .filter(partition -> denied.unauthorizedTopics().contains(partition.topic()))
                        .collect(Collectors.toSet());
            case RecordDeserializationException record -> Set.of(record.topicPartition());
            default -> named(failure, owned);
        };
    }

    /** The client says only in its message which partition's batch is broken. */
    private static Set<TopicPartition> named(KafkaException failure, Collection<TopicPartition> owned) {
        String message = String.valueOf(failure.getMessage());
        return owned.stream()
                .filter(partition -> Pattern.compile(
                                "(?<![\\w.-])" + Pattern.quote(partition.toString()) + "(?![\\w-])")
                        .matcher(message)
                        .find())
                .collect(Collectors.toSet());
    }
}
