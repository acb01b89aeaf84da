package io.freshet.relay.replay;

/** Is told how far a replay has come. Called by several threads; must not block for long. */
public interface ReplayProgress {
    /**
     * Another file is in the store, or was there already.
     *
     * @param offsets of its range
     * @param rows in it; 0 for files of an earlier attempt
     * @param bytes of the object
     * @param poison records that have no row; they went to the rejected ones when they were relayed first
     */
    void wrote(long offsets, long rows, long bytes, int poison);

    /** A step failed and is tried again. */
    void waiting(String why);
}
