package io.freshet.relay.source;

import io.freshet.relay.cut.Course.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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

    /** Of all partitions. */
    public long lag() {
        return partitions.stream().mapToLong(Partition::lag).sum();
    }

    /** For how long the oldest record that was read has been waiting to be in a committed file; zero when none is. */
    public Duration oldestAge(Instant now) {
        return partitions.stream()
                .map(Partition::oldest)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    /**
     * One owned partition.
     *
     * @param lag records read or to be read, not yet committed
     * @param oldest when Kafka took the oldest record that was read and is not in a committed file; null when there is none
     * @param intended since when a range is between its intent and its commit; null when none is
     * @param failing since when its step fails each time; null when the last one did not
     * @param trouble why it is behind or stopped
     */
    public record Partition(
            String topic,
            int partition,
            Phase phase,
            long lag,
            @Nullable Instant oldest,
            @Nullable Instant intended,
            @Nullable Instant failing,
            @Nullable String trouble) {
        public boolean stopped() {
            return phase == Phase.STOPPED;
        }

        public boolean behind() {
            return trouble != null && !stopped();
        }

        /** Whether its step has failed for longer than this: more than being behind. */
        public boolean broken(Instant now, Duration longerThan) {
            return behind() && failing != null && failing.isBefore(now.minus(longerThan));
        }

        @Override
        public String toString() {
            return topic + "/" + partition;
        }
    }
}
