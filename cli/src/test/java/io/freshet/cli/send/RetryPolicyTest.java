package io.freshet.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy policy = RetryPolicy.patientFor(Duration.ofMinutes(2));

    @Test
    void doublesTheWaitUpToItsBound() {
        assertThat(policy.delay(1, null)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.delay(2, null)).isEqualTo(Duration.ofMillis(200));
        assertThat(policy.delay(4, null)).isEqualTo(Duration.ofMillis(800));
        assertThat(policy.delay(40, null)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void waitsAsLongAsTheGatewayAsksUpToTheBound() {
        assertThat(policy.delay(1, Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.delay(1, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(5));
    }

    @Property
    void neverWaitsLongerThanItsBoundNorBackwards(@ForAll @IntRange(min = 1) int failures) {
        assertThat(policy.delay(failures, null)).isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
    }

    @Test
    void losesPatienceAfterSoLongWithoutProgress() {
        assertThat(policy.isExhausted(Duration.ofMinutes(2).minusSeconds(1))).isFalse();
        assertThat(policy.isExhausted(Duration.ofMinutes(2))).isTrue();
    }
}
