package io.freshet.relay.replay;

import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import java.util.List;

/**
 * What is to be written again.
 *
 * @param topicId the topic as it is now
 * @param ranges of the partitions that have something, in their order
 */
public record ReplayPlan(String topic, String topicId, List<Planned> ranges) {

    /**
     * The range of one partition.
     *
     * @param range not empty
     * @param lost offsets that were asked for and that Kafka no longer has
     */
    public record Planned(Range range, long lost) {
        /** Offsets; at least as many as there are records. */
        public long offsets() {
            return range.until() - range.from();
        }
    }

    Origin origin(int partition) {
        return new Origin(topic, topicId, partition);
    }

    public long offsets() {
        return ranges.stream().mapToLong(Planned::offsets).sum();
    }

    public long lost() {
        return ranges.stream().mapToLong(Planned::lost).sum();
    }
}
