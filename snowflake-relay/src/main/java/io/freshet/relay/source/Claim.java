package io.freshet.relay.source;

/**
 * Whether a step that a worker does is still wanted. Set by the poll thread when the partition goes or begins anew; a
 * worker looks before it writes. Only saves work: what makes a late write harmless is that its key was intended.
 */
final class Claim {
    private volatile boolean given = true;

    boolean holds() {
        return given;
    }

    void giveUp() {
        given = false;
    }
}
