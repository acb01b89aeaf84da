package io.freshet.relay.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.relay.cut.ByteBudget;
import io.freshet.relay.cut.Course.Phase;
import io.freshet.relay.cut.CutReason;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final TopicPartition ONE = new TopicPartition("t", 0);
    private static final TopicPartition TWO = new TopicPartition("t", 1);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private boolean silent;
    private int asked;
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized long position(TopicPartition partition, Duration timeout) {
            asked++;
            if (silent) {
                throw new TimeoutException("no position");
            }
            return super.position(partition, timeout);
        }
    };
    private final List<CutReason> cuts = new ArrayList<>();
    private final OwnedPartition one = new OwnedPartition(ONE);
    private final OwnedPartition two = new OwnedPartition(TWO);
    private final Reading reading =
            new Reading(consumer, FinishTest.RULES, new ByteBudget(10_000), new RelayObserver() {
                @Override
                public void cut(CutReason reason) {
                    cuts.add(reason);
                }
            });

    @BeforeEach
    void bothRead() {
        consumer.assign(List.of(ONE, TWO));
        for (OwnedPartition partition : List.of(one, two)) {
            reading.hold(partition.name());
            Origin origin = new Origin("t", "id", partition.name().partition());
            partition.course().located(new Standing.Settled(origin, 5, 5));
            reading.begin(partition);
        }
        reading.flow(List.of(one, two));
    }

    private void read(OwnedPartition partition, int bytes, Instant now) {
        long offset = consumer.position(partition.name());
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("t", partition.name().partition(), offset, new byte[0], new byte[bytes]);
        consumer.seek(partition.name(), offset + 1);
        reading.take(partition, new ConsumerRecords<>(Map.of(partition.name(), List.of(record)), Map.of()), now);
    }

    @Test
    void partitionIsFetchedFromItsCommitOnlyWhileItReads() {
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.position(ONE)).isEqualTo(5);

        read(one, 10, NOON);
        assertThat(reading.cutIfDue(one, NOON.plusSeconds(10))).isTrue();
        reading.flow(List.of(one, two));

        assertThat(consumer.paused()).containsExactly(ONE);
    }

    @Test
    void overTheBudgetTheOldestIsCutAndTheOthersArePaused() {
        read(one, 6_000, NOON.plusSeconds(1));
        read(two, 3_800, NOON);
        reading.flow(List.of(one, two));
        assertThat(cuts).isEmpty();
        assertThat(consumer.paused()).isEmpty();

        read(two, 300, NOON.plusSeconds(2));
        reading.flow(List.of(one, two));

        assertThat(two.course().phase()).isEqualTo(Phase.ENCODE);
        assertThat(cuts).startsWith(CutReason.BUDGET);
        assertThat(consumer.paused()).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void whileThereIsNoPositionNothingIsCutOrAdvanced() {
        read(one, 11_000, NOON);
        silent = true;

        reading.flow(List.of(one, two));
        assertThat(reading.cutIfDue(one, NOON.plusSeconds(10))).isFalse();
        assertThat(reading.advanceTo(two, NOON.plusSeconds(10))).isEmpty();
        assertThat(cuts).isEmpty();
        assertThat(one.course().phase()).isEqualTo(Phase.READ);

        silent = false;
        reading.turn();
        assertThat(reading.cutIfDue(one, NOON.plusSeconds(11))).isTrue();
    }

    @Test
    void withRecordsTheCommitDoesNotMoveAndNobodyAsksForThePosition() {
        read(one, 10, NOON);
        asked = 0;

        assertThat(reading.advanceTo(one, NOON.plusSeconds(60))).isEmpty();
        assertThat(asked).isZero();
    }

    @Test
    void withinTheBudgetAgainTheyAreFetchedAgain() {
        read(one, 10_000, NOON);
        reading.flow(List.of(one, two));
        assertThat(consumer.paused()).containsExactlyInAnyOrder(ONE, TWO);

        one.drop();
        reading.flow(List.of(one, two));

        assertThat(consumer.paused()).containsExactly(ONE);
    }
}
