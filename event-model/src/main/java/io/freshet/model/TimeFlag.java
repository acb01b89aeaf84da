package io.freshet.model;

import java.util.Locale;

/** What became of the sender's event time on its way in; the payload itself is never altered. */
public enum TimeFlag {
    /** {@code ce_time} is what the sender said, or the time of receipt where it said nothing. */
    OK,
    /** Corrected, or left alone with doubt, because the sender's clock was off. */
    SKEWED,
    /** More than five minutes in the future: {@code ce_time} is the time of receipt. */
    CLAMPED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As it stands in the header {@link EventHeaders#TIME_FLAG}. */
    public String label() {
        return label;
    }
}
