package io.freshet.local.part;

/** Asks a part whether it serves. Blocks for a few seconds at most; never throws for a part that is down. */
@FunctionalInterface
public interface Readiness {
    boolean isReady();

    /** Why it is not, in the part's own words; empty when it is, or does not say. */
    default String reason() {
        return "";
    }
}
