package io.freshet.processor.topology;

import io.freshet.processor.state.KeptResult;

/** Hears of every result that was committed. Called by stream threads; must not block. A result may be told twice after a fault. */
@FunctionalInterface
public interface ResultListener {
    void kept(String job, String key, KeptResult result);
}
