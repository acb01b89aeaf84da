package io.freshet.processor.topology;

import io.freshet.model.Reason;

/**
 * Counts what one job did. A record that is read again after a fault is counted again: for exact figures count the topics.
 * {@code in = left out + without a group + held back + rejected + what the operator got}. Called by stream threads; must not
 * block.
 */
public interface JobMeter {
    /** A record of a source was read; control records are none. */
    void in();

    /** Its time was put back to its arrival. */
    void clamped();

    /** The filter left it out. */
    void leftOut();

    /** A field by which the job groups is null. */
    void withoutGroup();

    /** The gate kept it back: it was there before. */
    void heldBack();

    /** The gate let it pass, and cannot say that it was never there before. */
    void uncertain();

    void result();

    void late();

    void rejected(Reason reason);

    void windowsClosed(int count);

    /** How far the clock of a task has come, milliseconds since the epoch. */
    void watermark(int task, long time);

    /** The task has left this process. */
    void gone(int task);
}
