package io.freshet.processor.declare;

/** When the result of a window is written. */
public enum Emit {
    /** Once, when the window closes: its end plus grace is behind the watermark. */
    FINAL,
    /** Whenever it has changed, at most once per commit; the last one is final. */
    UPDATES
}
