package io.freshet.local.part;

/** Asks a part whether it serves. Blocks for a few seconds at most; never throws for a part that is down. */
@FunctionalInterface
public interface Readiness {
    boolean isReady();

    /** What it answers while it is not, as it came; empty when it is, or says nothing. */
    default String reason() {
        return "";
    }
}
