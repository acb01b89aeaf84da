package io.freshet.processor.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
    private static final TopicPartition ONE = new TopicPartition("changelog", 0);
    private static final TopicPartition TWO = new TopicPartition("changelog", 1);

    private final RestoreProgress progress = new RestoreProgress();

    @Test
    void saysHowManyRecordsAreStillToBeRead() {
        progress.onRestoreStart(ONE, "store", 100, 1_100);
        progress.onRestoreStart(TWO, "store", 0, 10);
        assertThat(progress.remaining()).isEqualTo(1_010);

        progress.onBatchRestored(ONE, "store", 599, 500);
        assertThat(progress.remaining()).isEqualTo(510);

        progress.onRestoreEnd(ONE, "store", 1_000);
        progress.onRestoreSuspended(TWO, "store", 0);
        assertThat(progress.remaining()).isZero();
    }
}
