package io.freshet.processor.declare;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What measures do where they end. */
class MeasureBoundsTest {

    @Test
    void distinctIsExactUpToItsBoundAndAFlaggedEstimateOverIt() {
        JobPlan plan = plan("shop-activity", "user_id", "n: distinct(product_id)");
        Totals totals = measures(plan).start();
        for (int i = 0; i < DistinctMeasure.EXACT; i++) {
            totals.add(row(plan, Map.of("product_id", (long) i, "user_id", 1L)));
            totals.add(row(plan, Map.of("product_id", (long) i, "user_id", 1L)));
        }
        assertThat(totals.result()).isEqualTo(List.of((long) DistinctMeasure.EXACT, List.of()));
        for (int i = 0; i < 200_000; i++) {
            totals.add(row(plan, Map.of("product_id", (long) i, "user_id", 1L)));
        }
        assertThat((Long) totals.result().get(0)).isBetween(194_000L, 206_000L);
        assertThat(totals.result().get(1)).isEqualTo(List.of("n:approximate"));
        byte[] bytes = totals.bytes();
        assertThat(measures(plan).read(bytes).result()).isEqualTo(totals.result());
        assertThat((long) bytes.length).isLessThanOrEqualTo(measures(plan).maxStateBytes());
    }

    @Test
    void anEventThatWouldMakeASumUntellableIsRefusedAndChangesNothing() {
        JobPlan plan = plan("order-events", "customer_id", "n: count()\n  total: sum(order_total)");
        Totals totals = measures(plan).start();
        BigDecimal most = new BigDecimal("9".repeat(36) + ".99");
        assertThat(totals.add(order(plan, most))).isNull();
        Failure failure = totals.add(order(plan, new BigDecimal("0.01")));
        assertThat(Objects.requireNonNull(failure).reason()).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(Objects.requireNonNull(totals.add(order(plan, new BigDecimal("0.001"))))
                        .reason())
                .isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(totals.add(order(plan, new BigDecimal("-1")))).isNull();
        assertThat(totals.result()).isEqualTo(List.of(2L, most.subtract(BigDecimal.ONE)));
        assertThat(totals.events()).isEqualTo(2);
    }

    @Test
    void aSumThatMergingMakesTooLargeIsNullAndFlagged() {
        JobPlan plan = TestJobs.plan("""
                name: sums
                from: order-events
                group: { by: [customer_id] }
                window: { session: 5m }
                measures: { total: sum(order_total) }
                """);
        BigDecimal most = new BigDecimal("9".repeat(36) + ".99");
        Totals one = measures(plan).start();
        Totals other = measures(plan).start();
        one.add(order(plan, most));
        other.add(order(plan, most));
        one.merge(other);
        assertThat(one.result().get(0)).isNull();
        assertThat(one.result().get(1)).isEqualTo(List.of("total:overflow"));
    }

    @Test
    void topFindsTheFrequentAmongManyAndSaysThatItForgot() {
        JobPlan plan = plan("shop-activity", "user_id", "n: top(product_id, 2)");
        Totals totals = measures(plan).start();
        for (int i = 0; i < 20_000; i++) {
            totals.add(row(plan, Map.of("product_id", i % 4 == 0 ? 7L : i % 4 == 1 ? 8L : 1_000L + i, "user_id", 1L)));
        }
        assertThat(totals.result()).isEqualTo(List.of(List.of("7", "8"), List.of("n:approximate")));
        assertThat((long) totals.bytes().length)
                .isLessThanOrEqualTo(measures(plan).maxStateBytes());
    }

    @Test
    void longTextsAreCutWhereManyAreKeptAndRefusedWhereOneIs() {
        JobPlan cut = plan("user-activity", "user_id", "pages: collect(page, 3)");
        Totals totals = measures(cut).start();
        String emoji = "x".repeat(CollectMeasure.MAX_CHARACTERS - 1) + "\uD83D\uDE00";
        assertThat(totals.add(row(cut, Map.of("page", emoji, "user_id", "u")))).isNull();
        assertThat(totals.result())
                .isEqualTo(List.of(List.of("x".repeat(CollectMeasure.MAX_CHARACTERS - 1)), List.of("pages:cut")));
        JobPlan kept = plan("user-activity", "user_id", "page: last(page)");
        assertThat(Objects.requireNonNull(measures(kept)
                                .start()
                                .add(row(kept, Map.of("page", "x".repeat(9_000), "user_id", "u"))))
                        .reason())
                .isEqualTo(Reason.OUT_OF_RANGE);
    }

    @Test
    void stateOfAnotherVersionIsRefused() {
        JobPlan plan = plan("user-activity", "user_id", "n: count()");
        byte[] bytes = measures(plan).start().bytes();
        bytes[0] = 9;
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> measures(plan).read(bytes)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 9");
    }

    private static JobPlan plan(String from, String by, String measures) {
        return TestJobs.plan("name: bounds\nfrom: " + from + "\ngroup: { by: [" + by + "] }\nwindow: { tumbling: 1h }\n"
                + "measures:\n  " + measures + "\n");
    }

    private static Measures measures(JobPlan plan) {
        return ((Behaviour.Windowed) plan.behaviour()).measures();
    }

    private static Row order(JobPlan plan, BigDecimal total) {
        return row(plan, Map.of("customer_id", "c", "order_total", total));
    }

    private static Row row(JobPlan plan, Map<String, Object> values) {
        @Nullable Object[] slots = new @Nullable Object[plan.layout().size()];
        for (int slot = 0; slot < plan.layout().sourceFields(); slot++) {
            slots[slot] = values.get(plan.layout().field(slot).name());
        }
        Row row = new Row(0, 0, 0, 0, slots);
        plan.preparation().prepare(row);
        return row;
    }
}
