package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100);

    @Test
    void isFullAtItsLimitUntilHalfIsFree() {
        assertThat(budget.full(99)).isFalse();
        assertThat(budget.full(100)).isTrue();
        assertThat(budget.full(51)).isTrue();
        assertThat(budget.full(50)).isFalse();
        assertThat(budget.full(99)).isFalse();
    }

    @Test
    void asksForCutsOnlyWhenFullAndOnlyForWhatFreesHalf() {
        assertThat(budget.toCut(90)).isZero();
        assertThat(budget.full(120)).isTrue();

        assertThat(budget.toCut(120)).isEqualTo(70);
        assertThat(budget.toCut(40)).isZero();
    }
}
