package io.freshet.processor.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PartitionClockTest {
    @Test
    void windowClosesWhenTheWatermarkIsAGracePastItsEnd() {
        PartitionClock clock = PartitionClock.UNSET.after(1_099, 100);
        assertThat(clock.isClosed(1_000)).isFalse();
        assertThat(clock.after(1_100, 100).isClosed(1_000)).isTrue();
    }

    @Test
    void longerGraceDoesNotReopenWhatIsClosed() {
        PartitionClock clock = PartitionClock.UNSET.after(5_000, 100);
        assertThat(clock.after(5_001, 4_000).isClosed(4_900)).isTrue();
    }

    @Property
    void neverGoesBack(
            @ForAll List<@LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) Long> times,
            @ForAll @LongRange(min = 0, max = 315_360_000_000L) long grace) {
        PartitionClock clock = PartitionClock.UNSET;
        for (long time : times) {
            PartitionClock next = clock.after(time, grace);
            assertThat(next.watermark()).isGreaterThanOrEqualTo(clock.watermark());
            assertThat(next.horizon()).isGreaterThanOrEqualTo(clock.horizon());
            assertThat(next.isClosed(time + 1)).isEqualTo(time + 1 <= next.watermark() - grace);
            clock = next;
        }
    }
}
