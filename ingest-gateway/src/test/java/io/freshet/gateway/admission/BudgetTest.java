package io.freshet.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class BudgetTest {

    @Test
    void givesUpToItsLimitAndNoMore() {
        Budget budget = new Budget(10);

        assertThat(budget.tryTake(7)).isTrue();
        assertThat(budget.tryTake(4)).isFalse();
        assertThat(budget.tryTake(3)).isTrue();
        assertThat(budget.used()).isEqualTo(10);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Budget budget = new Budget(1);
        budget.tryTake(1);

        budget.giveBack(1);

        assertThat(budget.tryTake(1)).isTrue();
    }

    @Test
    void neverGivesMoreThanItsLimitToManyThreads() {
        Budget budget = new Budget(100);
        AtomicInteger taken = new AtomicInteger();

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 400; i++) {
                threads.execute(() -> {
                    if (budget.tryTake(1)) {
                        taken.incrementAndGet();
                    }
                });
            }
        }

        assertThat(taken).hasValueLessThanOrEqualTo(100);
        assertThat(budget.used()).isEqualTo(taken.get());
    }

    @Test
    void refusesToBeNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Budget(0));
    }
}
