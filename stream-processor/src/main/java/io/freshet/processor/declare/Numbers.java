package io.freshet.processor.declare;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What measures mean by a number; everything is added up exactly and rounded, where at all, once at the end. */
final class Numbers {
    /** Of a decimal in a result: Snowflake's numbers end there. */
    static final int MAX_PRECISION = 38;

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    /** Fewer digits than this always fit 64 bits. */
    private static final int SURELY_LONG = 19;

    private static final BigDecimal MAX_DOUBLE = BigDecimal.valueOf(Double.MAX_VALUE);

    private Numbers() {}

    /** Exact; null for null and for what is no number (NaN, infinities), which rows in the warehouse lack too. */
    static @Nullable BigDecimal exact(@Nullable Object value) {
        return switch (value) {
            case Long number -> BigDecimal.valueOf(number);
            case Double number -> Double.isFinite(number) ? new BigDecimal(number) : null;
            case BigDecimal decimal -> decimal;
            case null, default -> null;
        };
    }

    /** A measured value: without NaN and infinities, and with one zero. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Double number ? Double.isFinite(number) ? (Object) (number + 0.0) : null : value;
    }

    /** In the form of the type; null when it does not fit. */
    static @Nullable Object fit(BigDecimal exact, FieldType type, int scale) {
        return switch (type) {
            case DECIMAL -> decimal(exact, scale);
            case DOUBLE -> exact.abs().compareTo(MAX_DOUBLE) > 0 ? null : (Object) exact.doubleValue();
            default -> whole(exact);
        };
    }

    private static @Nullable BigDecimal decimal(BigDecimal exact, int scale) {
        if (exact.scale() == scale && exact.precision() <= MAX_PRECISION) {
            return exact;
        }
        BigDecimal shortest = exact.stripTrailingZeros();
        if (shortest.scale() > scale || shortest.precision() - (long) shortest.scale() + scale > MAX_PRECISION) {
            return null;
        }
        return shortest.setScale(scale, RoundingMode.UNNECESSARY);
    }

    private static @Nullable Object whole(BigDecimal exact) {
        if (exact.scale() == 0 && exact.precision() < SURELY_LONG) {
            return exact.longValue();
        }
        BigInteger number = exact.toBigInteger();
        return number.compareTo(MIN_LONG) < 0 || number.compareTo(MAX_LONG) > 0 ? null : (Object) number.longValue();
    }
}
