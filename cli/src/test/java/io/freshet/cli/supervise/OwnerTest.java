package io.freshet.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerTest {
    @TempDir
    Path folder;

    @Test
    void whoTakesAStackOverHasTheOnlySay() {
        Owner owner = new Owner(DataDirectory.at(folder));
        assertThat(owner.is(1)).isFalse();

        owner.take(1);
        owner.take(2);

        assertThat(owner.is(1)).isFalse();
        assertThat(owner.is(2)).isTrue();
    }

    @Test
    void whatIsLeftToNobodyIsNobodys() {
        Owner owner = new Owner(DataDirectory.at(folder));
        owner.take(1);

        owner.leaveToNobody();

        assertThat(owner.is(1)).isFalse();
    }
}
