package io.freshet.processor.declare;

/** How large a job's file may be. */
public final class YamlLimits {
    /** What is longer is no declaration: the longest that are shipped have a few hundred bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private YamlLimits() {}
}
