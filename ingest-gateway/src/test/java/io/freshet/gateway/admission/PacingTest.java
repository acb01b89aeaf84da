package io.freshet.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class PacingTest {
    private final Budget records = new Budget(100);
    private final Budget bytes = new Budget(1000);
    private final Pacing pacing = new Pacing(records, bytes, 2, Duration.ofMinutes(10));

    @Test
    void isTightAboveThreeQuartersOfEither() {
        records.tryTake(75);
        assertThat(pacing.isTight()).isFalse();
        records.tryTake(1);
        assertThat(pacing.isTight()).isTrue();
        records.giveBack(76);
        bytes.tryTake(751);
        assertThat(pacing.isTight()).isTrue();
    }

    @Test
    void readersGoOnWhenItIsDownToHalf() {
        records.tryTake(80);
        CompletableFuture<Boolean> relief = pacing.relief().toCompletableFuture();
        records.giveBack(29);
        pacing.eased();
        assertThat(relief).isNotDone();

        records.giveBack(1);
        pacing.eased();

        assertThat(relief).isCompletedWithValue(true);
    }

    @Test
    void nobodyWaitsLongerThanThePatience() {
        records.tryTake(80);

        CompletableFuture<Boolean> relief =
                new Pacing(records, bytes, 2, Duration.ofMillis(1)).relief().toCompletableFuture();

        assertThat(relief.join()).isFalse();
    }

    @Test
    void onlySoManyWait() {
        records.tryTake(80);
        pacing.relief();
        pacing.relief();

        assertThat(pacing.relief().toCompletableFuture()).isCompletedWithValue(false);
    }

    @Test
    void noReaderIsForgottenThatBeganToWaitAsTheLastWasGivenBack() {
        assertThat(pacing.relief().toCompletableFuture()).isCompletedWithValue(true);
    }
}
