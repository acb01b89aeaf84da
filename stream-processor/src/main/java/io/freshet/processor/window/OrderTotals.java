package io.freshet.processor.window;

import java.math.BigDecimal;

/**
 * What is known of one customer's orders in one window.
 *
 * @param count how many orders; also the number of the result that tells of it
 * @param sum exact: never rounded, whatever the scales of the orders
 * @param lastOrderAt the latest event time among them, milliseconds since the epoch
 */
public record OrderTotals(long count, BigDecimal sum, long lastOrderAt) {
    public static final OrderTotals NONE = new OrderTotals(0, BigDecimal.ZERO, Long.MIN_VALUE);

    /** These totals with one more order. */
    public OrderTotals plus(BigDecimal amount, long orderedAt) {
        return new OrderTotals(Math.addExact(count, 1), sum.add(amount), Math.max(lastOrderAt, orderedAt));
    }
}
