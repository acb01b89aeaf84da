package io.freshet.processor.declare;

import java.util.List;

/** Preparations for tests of what comes behind them. */
public final class Preparations {
    private Preparations() {}

    /** Keeps every event as it is. */
    public static Preparation none() {
        return new Preparation(List.of(), null, List.of());
    }
}
