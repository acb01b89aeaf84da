package io.freshet.relay.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.relay.cut.ByteBudget.Reader;
import java.time.Instant;
import java.util.List;
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

    private static Reader<String> reader(String name, int second, long turn, long needed) {
        return new Reader<>(name, second < 0 ? null : Instant.ofEpochSecond(second), turn, needed);
    }

    @Test
    void whileThereIsRoomAllRead() {
        assertThat(budget.mayRead(List.of(reader("a", 1, 0, 60), reader("b", -1, 0, 60)), 50))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whereItIsCrowdedTheOldestThatFitReadAndThoseThatNeedNothing() {
        assertThat(budget.mayRead(
                        List.of(
                                reader("young", 3, 0, 15),
                                reader("old", 1, 0, 20),
                                reader("older", 0, 0, 15),
                                reader("sparse", -1, 9, 0)),
                        60))
                .containsExactlyInAnyOrder("older", "old", "sparse");
    }

    @Test
    void oneThatFitsNowhereReadsAllTheSameSoThatThereIsAnEnd() {
        assertThat(budget.mayRead(List.of(reader("large", 1, 0, 99), reader("other", 2, 0, 99)), 60))
                .containsExactly("large");
    }

    @Test
    void ofThoseThatHoldNothingTheOneServedLongestAgoIsNext() {
        assertThat(budget.mayRead(List.of(reader("just", -1, 8, 30), reader("next", -1, 2, 30)), 60))
                .containsExactly("next");
    }

    @Test
    void whenItIsFullNobodyReads() {
        assertThat(budget.mayRead(List.of(reader("a", 1, 0, 1), reader("sparse", -1, 0, 0)), 100))
                .isEmpty();
    }
}
