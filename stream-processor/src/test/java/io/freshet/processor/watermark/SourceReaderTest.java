package io.freshet.processor.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceReaderTest {
    private static final SourceId SOURCE = new SourceId(0, 3);
    private final SourceReader reader = new SourceReader(SOURCE, 60_000);

    @Test
    void tellsItsWatermarkOnceWhereItHasGoneOn() {
        assertThat(reader.tick(500, true)).isEmpty();
        reader.event(1_000);
        reader.event(900);
        assertThat(reader.tick(500, false)).contains(new Progress(SOURCE, 1_000, Activity.ACTIVE, 0));
        assertThat(reader.tick(500, false)).isEmpty();
    }

    @Test
    void isIdleAfterTheTimeAndSaysSoAgain() {
        reader.event(1_000);
        reader.tick(500, true);
        for (int tick = 0; tick < 118; tick++) {
            assertThat(reader.tick(500, true)).isEmpty();
        }
        assertThat(reader.tick(500, true)).contains(new Progress(SOURCE, 1_000, Activity.IDLE, 60_000));
        for (int tick = 0; tick < 19; tick++) {
            assertThat(reader.tick(500, true)).isEmpty();
        }
        assertThat(reader.tick(500, true)).contains(new Progress(SOURCE, 1_000, Activity.IDLE, 70_000));
    }

    @Test
    void isNotIdleWhileThereIsSomethingToRead() {
        for (int tick = 0; tick < 1_000; tick++) {
            assertThat(reader.tick(500, tick % 100 != 0)).isEmpty();
        }
    }

    @Test
    void countsNoTimeInWhichItsThreadStoodStill() {
        reader.tick(0, true);
        assertThat(reader.tick(3_600_000, true)).isEmpty();
    }

    @Test
    void recordMakesItActiveAgain() {
        for (int tick = 0; tick < 119; tick++) {
            assertThat(reader.tick(500, true)).isEmpty();
        }
        reader.record();
        for (int tick = 0; tick < 119; tick++) {
            assertThat(reader.tick(500, true)).isEmpty();
        }
        assertThat(reader.tick(500, true)).isPresent();
    }

    @Test
    void endsUntilAnEventComes() {
        reader.event(1_000);
        assertThat(reader.end()).isEqualTo(new Progress(SOURCE, 1_000, Activity.ENDED, 0));
        for (int tick = 0; tick < 200; tick++) {
            assertThat(reader.tick(500, true)).isEmpty();
        }
        reader.event(2_000);
        assertThat(reader.tick(500, true)).contains(new Progress(SOURCE, 2_000, Activity.ACTIVE, 0));
    }
}
