package io.freshet.relay.cut;

import java.util.Locale;

/** Why a range ended where it did; labels the metric. */
public enum CutReason {
    /** The first buffered record has waited long enough. */
    AGE,
    /** Enough bytes for one file. */
    SIZE,
    /** Enough records, and few remain behind them: more waiting would only delay. */
    CAUGHT_UP,
    /** All partitions together hold too much; this one had waited longest. */
    BUDGET;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
