package io.freshet.gateway.admission;

/** How much may be sent; 0 means without limit. A gateway counts what comes to itself: with several, each grants as much. */
public record QuotaLimits(long eventsPerSecond, long bytesPerSecond, long eventsPerDay, long bytesPerDay) {
    public static final QuotaLimits UNLIMITED = new QuotaLimits(0, 0, 0, 0);

    public QuotaLimits {
        if (eventsPerSecond < 0 || bytesPerSecond < 0 || eventsPerDay < 0 || bytesPerDay < 0) {
            throw new IllegalArgumentException("A limit is never negative");
        }
    }

    boolean isUnlimited() {
        return equals(UNLIMITED);
    }
}
