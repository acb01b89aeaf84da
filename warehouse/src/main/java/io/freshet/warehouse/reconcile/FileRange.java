package io.freshet.warehouse.reconcile;

import java.util.Comparator;

/**
 * The offsets that one file stands for.
 *
 * @param topicId of this life of the topic
 * @param from inclusive
 * @param until exclusive, greater than from
 */
public record FileRange(String topic, String topicId, int partition, long from, long until) {
    /** By topic and partition, then in the order of the offsets. */
    static final Comparator<FileRange> ORDER = Comparator.comparing(FileRange::topic)
            .thenComparing(FileRange::topicId)
            .thenComparingInt(FileRange::partition)
            .thenComparingLong(FileRange::from)
            .thenComparingLong(FileRange::until);

    boolean samePartition(FileRange other) {
        return topicId.equals(other.topicId) && partition == other.partition && topic.equals(other.topic);
    }

    @Override
    public String toString() {
        return topic + "/" + partition + " [" + from + ", " + until + ")";
    }
}
