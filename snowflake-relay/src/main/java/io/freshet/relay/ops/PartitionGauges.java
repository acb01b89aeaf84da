package io.freshet.relay.ops;

import io.freshet.relay.source.RelayStatus;
import io.freshet.relay.source.RelayStatus.Partition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What each owned partition is at. Over so many partitions only those that are furthest behind are shown: whoever looks at gauges
 * looks for them. Those of partitions that are another's now disappear. One thread.
 */
final class PartitionGauges {
    static final int MOST = 1_000;

    private final MultiGauge lag;
    private final MultiGauge age;
    private final MultiGauge intent;
    private final InstantSource clock;

    PartitionGauges(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.lag = MultiGauge.builder("freshet.relay.lag")
                .description("Records of the log that are not yet in a committed file")
                .register(registry);
        this.age = MultiGauge.builder("freshet.relay.oldest")
                .description("Since when the oldest record that was read is not yet in a committed file")
                .baseUnit("seconds")
                .register(registry);
        this.intent = MultiGauge.builder("freshet.relay.intent.age")
                .description("Since when a range is between its intent and its commit")
                .baseUnit("seconds")
                .register(registry);
    }

    void show(RelayStatus status) {
        Instant now = clock.instant();
        List<Partition> shown = status.partitions().stream()
                .sorted(Comparator.comparingLong(Partition::lag).reversed())
                .limit(MOST)
                .toList();
        show(lag, shown, Partition::lag);
        show(age, shown, partition -> seconds(partition.oldest(), now));
        show(intent, shown, partition -> seconds(partition.intended(), now));
    }

    private static void show(MultiGauge gauge, List<Partition> partitions, ToDoubleFunction<Partition> value) {
        gauge.register(
                partitions.stream()
                        .map(partition -> MultiGauge.Row.of(
                                Tags.of(
                                        "topic",
                                        partition.topic(),
                                        "partition",
                                        Integer.toString(partition.partition())),
                                value.applyAsDouble(partition)))
                        .toList(),
                true);
    }

    private static double seconds(@Nullable Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }
}
