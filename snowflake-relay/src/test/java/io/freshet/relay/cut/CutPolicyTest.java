package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CutPolicyTest {
    private static final CutPolicy POLICY = new CutPolicy(Duration.ofSeconds(10), 1_000, 500);
    private static final OptionalLong MUCH = OptionalLong.of(100_000);
    private static final OptionalLong NOTHING = OptionalLong.of(0);

    @Test
    void loneRecordIsCutByAgeHoweverCrowdedItIs() {
        assertThat(POLICY.due(1, 10, Duration.ofSeconds(10), NOTHING, true)).contains(CutReason.AGE);
        assertThat(POLICY.due(1, 10, Duration.ofSeconds(10), OptionalLong.empty(), true))
                .contains(CutReason.AGE);
    }

    @Test
    void whereItIsCrowdedABacklogWaitsForItsTurnSoThatItsFileIsLarge() {
        assertThat(POLICY.due(1, 10, Duration.ofSeconds(10), MUCH, true)).isEmpty();
        assertThat(POLICY.due(1, 10, Duration.ofSeconds(10), MUCH, false)).contains(CutReason.AGE);
        assertThat(POLICY.due(1, 1_000, Duration.ofSeconds(1), MUCH, true)).contains(CutReason.SIZE);
    }

    @Test
    void butNotForEver() {
        assertThat(POLICY.due(1, 10, Duration.ofSeconds(60), MUCH, true)).contains(CutReason.AGE);
    }
}
