package io.freshet.local.part;

/** Asks a part whether it serves. Blocks for a few seconds at most; never throws for a part that is down. */
@FunctionalInterface
public interface Readiness {
    boolean isReady();
}
