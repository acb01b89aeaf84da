package io.freshet.gateway.admission;

import java.util.Locale;

/** What a caller may do with the types that it may see. */
public enum Scope {
    /** Post events. */
    WRITE,
    /** Say that a type's data has ended. */
    CLOSE;

    /** As a key file names it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
