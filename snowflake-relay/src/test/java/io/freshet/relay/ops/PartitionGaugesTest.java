package io.freshet.relay.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.relay.cut.Course.Phase;
import io.freshet.relay.source.RelayStatus;
import io.freshet.relay.source.RelayStatus.Partition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionGaugesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PartitionGauges gauges = new PartitionGauges(registry, InstantSource.fixed(NOW));

    private static Partition partition(int number, long lag) {
        return new Partition("clicks", number, Phase.STORE, lag, NOW.minusSeconds(9), NOW.minusSeconds(4), null, null);
    }

    private static RelayStatus status(List<Partition> partitions) {
        return new RelayStatus(NOW, NOW, true, 0, partitions);
    }

    private double value(String name, int partition) {
        return registry.get(name)
                .tag("partition", Integer.toString(partition))
                .gauge()
                .value();
    }

    @Test
    void showLagAndAgesOfEachPartition() {
        gauges.show(status(List.of(partition(0, 5), partition(1, 7))));
        assertThat(value("freshet.relay.lag", 1)).isEqualTo(7);
        assertThat(value("freshet.relay.oldest", 0)).isEqualTo(9);
        assertThat(value("freshet.relay.intent.age", 0)).isEqualTo(4);
    }

    @Test
    void thoseOfPartitionsThatAreGoneDisappear() {
        gauges.show(status(List.of(partition(0, 5), partition(1, 7))));
        gauges.show(status(List.of(partition(1, 7))));
        assertThat(registry.find("freshet.relay.lag").gauges()).hasSize(1);
    }

    @Test
    void areOfTheFurthestBehindOnlyWhenThereAreVeryMany() {
        gauges.show(status(IntStream.range(0, PartitionGauges.MOST + 200)
                .mapToObj(n -> partition(n, n))
                .toList()));
        assertThat(registry.find("freshet.relay.lag").gauges()).hasSize(PartitionGauges.MOST);
        assertThat(value("freshet.relay.lag", PartitionGauges.MOST + 199)).isEqualTo(PartitionGauges.MOST + 199);
    }

    @Test
    void topicsBeyondTheBoundShareALabel() {
        TopicLabels topics = new TopicLabels();
        IntStream.range(0, TopicLabels.MOST)
                .forEach(n -> assertThat(topics.of("t" + n)).isEqualTo("t" + n));
        assertThat(topics.of("one-more")).isEqualTo(TopicLabels.OTHERS);
        assertThat(topics.of("t7")).isEqualTo("t7");
    }
}
