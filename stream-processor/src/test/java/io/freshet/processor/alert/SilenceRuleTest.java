package io.freshet.processor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceRuleTest {
    private static final SilenceRule RULE = new SilenceRule(1_000, 1_000, 60_000);

    @Test
    void silentWhenItIsLongerThanTheTime() {
        assertThat(RULE.silentUpTo(5_000, 0)).isEqualTo(3_999);
    }

    @Test
    void nobodyIsSilentBeforeWeHaveListenedForTheWholeTime() {
        assertThat(RULE.silentUpTo(5_999, 5_000)).isEqualTo(Long.MIN_VALUE);
        assertThat(RULE.silentUpTo(6_000, 5_000)).isEqualTo(4_999);
        assertThat(RULE.forgottenUpTo(5_999, 5_000)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void whileOldRecordsAreReadWeAreNotListening() {
        assertThat(RULE.listeningSince(100, 2_000, 3_000)).isEqualTo(3_000);
        assertThat(RULE.listeningSince(100, 2_001, 3_000)).isEqualTo(100);
    }

    @Test
    void aDeviceIsForgottenAfterItsTime() {
        assertThat(RULE.forgottenUpTo(100_000, 0)).isEqualTo(38_999);
    }

    @Test
    void manyTogetherAreAFleetAndAHandfulIsNot() {
        assertThat(SilenceRule.isFleet(6, 10, 0.5)).isTrue();
        assertThat(SilenceRule.isFleet(5, 10, 0.5)).isFalse();
        assertThat(SilenceRule.isFleet(9, 9, 0.5)).isFalse();
        assertThat(SilenceRule.isFleet(10, 10, 1)).isFalse();
    }

    @Test
    void isReadAsItWasWritten() {
        LastSeen seen = new LastSeen(-7, LastSeen.Told.FLEET);
        assertThat(LastSeen.of(seen.bytes())).isEqualTo(seen);
    }
}
