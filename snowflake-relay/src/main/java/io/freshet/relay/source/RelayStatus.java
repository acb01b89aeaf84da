package io.freshet.relay.source;

import io.freshet.relay.cut.Course.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the relay is at, for health and metrics.
 *
 * @param turned when the poll loop last went round
 * @param brokerAnswered when the broker last answered; {@link Instant#MIN} when it never did
 * @param member whether the group has given us a part, even an empty one
 * @param heldBytes in memory, of the budget
 */
public record RelayStatus(
        Instant turned, Instant brokerAnswered, boolean member, long heldBytes, List<Partition> partitions) {

    /** Before the first turn. */
    public static final RelayStatus NONE = new RelayStatus(Instant.MIN, Instant.MIN, false, 0, List.of());

    /**
     * One owned partition.
     *
     * @param lag records read or to be read, not yet committed
     * @param trouble why it is behind or stopped
     */
    public record Partition(
            String topic,
            int partition,
            Phase phase,
            long lag,
            @Nullable String trouble) {
        public boolean stopped() {
            return phase == Phase.STOPPED;
        }

        public boolean behind() {
            return trouble != null && !stopped();
        }

        @Override
        public String toString() {
            return topic + "/" + partition;
        }
    }
}
