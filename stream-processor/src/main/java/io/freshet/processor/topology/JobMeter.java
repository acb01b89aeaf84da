package io.freshet.processor.topology;

import io.freshet.model.Reason;

/**
 * Counts what a job did. A record that is read again after a fault is counted again: for exact figures count the topics.
 * Called by stream threads; must not block.
 */
public interface JobMeter {
    void result();

    void late();

    void rejected(Reason reason);

    void windowsDropped(int count);
}
