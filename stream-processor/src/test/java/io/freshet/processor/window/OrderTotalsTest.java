package io.freshet.processor.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class OrderTotalsTest {
    @Property
    void sumIsExactAndIndependentOfTheOrder(@ForAll @Size(max = 50) List<BigDecimal> amounts) {
        OrderTotals forwards = OrderTotals.NONE;
        OrderTotals backwards = OrderTotals.NONE;
        for (int i = 0; i < amounts.size(); i++) {
            forwards = forwards.plus(amounts.get(i), i);
            int last = amounts.size() - 1 - i;
            backwards = backwards.plus(amounts.get(last), last);
        }
        assertThat(forwards.sum()).isEqualByComparingTo(backwards.sum());
        assertThat(forwards.sum()).isEqualByComparingTo(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(forwards.count()).isEqualTo(amounts.size());
        assertThat(forwards.lastOrderAt()).isEqualTo(backwards.lastOrderAt());
    }
}
