package io.freshet.warehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepairKeysTest {
    private static final String KEY =
            "v1/t/id/p=00000/dt=2026-11-20/00000000000000000000-00000000000000000011.ndjson.zst";
    static final String R1 = "v1/t/id/p=00000/dt=2026-11-20/00000000000000000000-00000000000000000011.r1.ndjson.zst";
    private static final String R2 = R1.replace(".r1.", ".r2.");

    @Test
    void neverGivesANameThatWasEverUsed() {
        RepairKeys keys = new RepairKeys(new HashSet<>(Set.of(KEY, R1)));

        assertThat(keys.toLoad(KEY)).isEqualTo(R2);
        assertThat(keys.toLoad(R1)).isEqualTo(R2.replace(".r2.", ".r3."));
    }

    @Test
    void keepsWhatIsLoadedAlreadyAwayFromThePipe() {
        RepairKeys keys = new RepairKeys(new HashSet<>());

        assertThat(keys.toKeep(KEY)).isEqualTo("restored/" + R1);
        assertThat(keys.toKeep("restored/" + R1)).isEqualTo("restored/" + R2);
    }
}
