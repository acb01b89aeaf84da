package io.freshet.processor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceRuleTest {
    private static final SilenceRule RULE = new SilenceRule(1_000, 60_000);

    @Test
    void silentExactlyAfterTheTime() {
        assertThat(RULE.silentUpTo(5_000, 0)).isEqualTo(4_000);
    }

    @Test
    void nobodyIsSilentBeforeWeHaveListenedForTheWholeTime() {
        assertThat(RULE.silentUpTo(5_999, 5_000)).isEqualTo(Long.MIN_VALUE);
        assertThat(RULE.silentUpTo(6_000, 5_000)).isEqualTo(5_000);
        assertThat(RULE.forgottenUpTo(5_999, 5_000)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void whileOldRecordsAreReadWeAreNotListening() {
        assertThat(RULE.listeningSince(100, 2_000, 3_000)).isEqualTo(3_000);
        assertThat(RULE.listeningSince(100, 2_001, 3_000)).isEqualTo(100);
    }

    @Test
    void aDeviceIsForgottenAfterItsTime() {
        assertThat(RULE.forgottenUpTo(100_000, 0)).isEqualTo(40_000);
    }

    @Test
    void isReadAsItWasWritten() {
        LastSeen seen = new LastSeen(-7, true);
        assertThat(LastSeen.of(seen.bytes())).isEqualTo(seen);
    }
}
