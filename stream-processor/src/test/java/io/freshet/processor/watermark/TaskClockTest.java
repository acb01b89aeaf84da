package io.freshet.processor.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TaskClockTest {
    private static final long GRACE = 30;
    private static final long REACH = 100;
    private static final SourceId A = new SourceId(0, 0);
    private static final SourceId B = new SourceId(0, 1);
    private final List<SourceId> expected = new ArrayList<>(List.of(A, B));
    private List<SourceId> current = List.copyOf(expected);
    private final TaskClock clock = new TaskClock(() -> current, GRACE, REACH);

    @Test
    void standsWhileASourceWasNeverHeardOf() {
        clock.event(A, 1_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(TaskClock.UNSET);
        clock.event(B, 10, 0);
        assertThat(clock.now().watermark()).isEqualTo(10);
    }

    @Test
    void isTheLeastOfTheActiveSourcesAndNeverGoesBack() {
        clock.event(A, 1_000, 0);
        clock.event(B, 10, 0);
        clock.event(B, 5, 0);
        assertThat(clock.now().watermark()).isEqualTo(10);
        clock.event(B, 2_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_000);
        clock.event(A, 1_500, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_500);
    }

    @Test
    void leavesAnIdleSourceOutUntilItGivesAnEvent() {
        clock.event(B, 10, 0);
        clock.event(A, 1_000, 0);
        idle(B, 10, 60_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_000);
        clock.event(B, 20, 0);
        clock.event(A, 2_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_000);
        clock.event(B, 3_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(2_000);
    }

    @Test
    void leavesASourceOutThatNeverHadAnEvent() {
        clock.event(A, 1_000, 0);
        idle(B, Long.MIN_VALUE, 60_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_000);
    }

    @Test
    void aReaderThatBeganAnewDoesNotTakeBackThatItsSourceHasEnded() {
        clock.event(A, 1_000, 0);
        clock.event(B, 10, 0);
        end(A, 1_000);
        idle(A, Long.MIN_VALUE, 60_000, 0);
        idle(B, 10, 60_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_000 + REACH);
    }

    @Test
    void anEventTakesBackThatItsSourceHasEnded() {
        clock.event(B, 10, 0);
        clock.event(A, 1_000, 0);
        end(B, 10);
        assertThat(clock.now().watermark()).isEqualTo(1_000);
        clock.event(B, 1_500, 0);
        clock.event(A, 2_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_500);
        idle(B, 1_500, 60_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(2_000);
    }

    @Test
    void waitsAgainForASourceWhoseClaimToBeIdleIsOld() {
        clock.event(B, 10, 0);
        idle(B, 10, 60_000, 5_000);
        clock.event(A, 1_000, 5_000 + TaskClock.LEASE_MILLIS);
        assertThat(clock.now().watermark()).isEqualTo(1_000);
        // Its reader may have begun anew, and may have much to read.
        clock.event(A, 2_000, 5_001 + TaskClock.LEASE_MILLIS);
        assertThat(clock.now().watermark()).isEqualTo(1_000);
        idle(B, 10, 60_000, 6_000 + TaskClock.LEASE_MILLIS);
        assertThat(clock.now().watermark()).isEqualTo(2_000);
    }

    @Test
    void goesOnWithTheTimeThatAllHaveBeenIdle() {
        clock.event(A, 1_000, 0);
        clock.event(B, 400, 0);
        idle(A, 1_000, 90_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(400);
        idle(B, 400, 60_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(61_000);
        idle(B, 400, 70_000, 10_000);
        assertThat(clock.now().watermark()).isEqualTo(71_000);
        idle(A, 1_000, 100_000, 10_000);
        assertThat(clock.now().watermark()).isEqualTo(71_000);
    }

    @Test
    void staysUnsetWhereNothingEverCame() {
        idle(A, Long.MIN_VALUE, 60_000, 0);
        idle(B, Long.MIN_VALUE, 60_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(TaskClock.UNSET);
    }

    @Test
    void endedSourceHoldsNobodyUpAndTheLastOneClosesEverything() {
        clock.event(A, 1_000, 0);
        clock.event(B, 400, 0);
        end(B, 400);
        assertThat(clock.now().watermark()).isEqualTo(1_000);
        end(A, 1_000);
        assertThat(clock.now().watermark()).isEqualTo(1_000 + REACH);
    }

    @Test
    void endedAndIdleTogetherCloseEverything() {
        clock.event(A, 1_000, 0);
        clock.event(B, 400, 0);
        end(A, 1_000);
        idle(B, 400, 60_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_000 + REACH);
    }

    @Test
    void laterEventOpensAnEndedSourceAgain() {
        clock.event(A, 1_000, 0);
        clock.event(B, 400, 0);
        end(B, 400);
        end(A, 1_000);
        clock.event(A, 5_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(5_000);
        clock.event(B, 6_000, 0);
        clock.event(A, 7_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(6_000);
    }

    @Test
    void waitsForThePartitionsByWhichATopicHasGrown() {
        clock.event(A, 1_000, 0);
        clock.event(B, 1_000, 0);
        SourceId grown = new SourceId(0, 2);
        current = List.of(A, B, grown);
        clock.event(A, 2_000, 0);
        clock.event(B, 2_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_000);
        clock.event(grown, 1_700, 0);
        assertThat(clock.now().watermark()).isEqualTo(1_700);
    }

    @Test
    void restoredClockGoesOnWhereItWas() {
        clock.restore(A, new SourceState(1_000, Activity.ACTIVE, 0, Long.MIN_VALUE));
        clock.restore(B, new SourceState(3_000, Activity.ACTIVE, 0, Long.MIN_VALUE));
        clock.restore(new Now(2_500, 2_500 - GRACE));
        clock.event(A, 2_000, 0);
        assertThat(clock.now().watermark()).isEqualTo(2_500);
        clock.event(A, 2_600, 0);
        assertThat(clock.now().watermark()).isEqualTo(2_600);
    }

    @Test
    void longerGraceAfterARestartTakesNothingBack() {
        clock.restore(new Now(1_000, 1_000 - 5));
        assertThat(clock.now()).isEqualTo(new Now(1_000, 995));
        clock.event(A, 1_010, 0);
        clock.event(B, 1_010, 0);
        assertThat(clock.now()).isEqualTo(new Now(1_010, 995));
        clock.event(A, 1_100, 0);
        clock.event(B, 1_100, 0);
        assertThat(clock.now()).isEqualTo(new Now(1_100, 1_070));
    }

    /** Whatever the speed at which partitions are read, an event within the grace of its partition is never behind the clock. */
    @Property(tries = 200)
    void neverPassesAnEventThatIsInOrderInItsPartition(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int partitions) {
        Random random = new Random(seed);
        List<SourceId> all =
                IntStream.range(0, partitions).mapToObj(p -> new SourceId(0, p)).toList();
        TaskClock many = new TaskClock(() -> all, GRACE, REACH);
        long[] latest = new long[partitions];
        long before = TaskClock.UNSET;
        for (int step = 0; step < 500; step++) {
            int partition = random.nextInt(partitions);
            // One partition runs days ahead of another: a catch-up.
            latest[partition] += random.nextLong(partition * 3_600_000L + 1);
            many.event(all.get(partition), latest[partition], 0);
            assertThat(many.now().watermark())
                    .isLessThanOrEqualTo(latest[partition])
                    .isGreaterThanOrEqualTo(before);
            before = many.now().watermark();
        }
    }

    private void idle(SourceId source, long watermark, long quiet, long now) {
        clock.progress(new Progress(source, watermark, Activity.IDLE, quiet), now);
    }

    private void end(SourceId source, long watermark) {
        clock.progress(new Progress(source, watermark, Activity.ENDED, 0), 0);
    }
}
