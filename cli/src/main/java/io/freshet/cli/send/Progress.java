package io.freshet.cli.send;

import java.time.Duration;

/** Told how the sending goes, after each request; on the sending thread. */
public interface Progress {

    /** @param read bytes of the file that have been read so far, of {@code size} */
    void sent(SendReport soFar, long read, long size);

    /** The gateway did not take everything; it is asked again after {@code time}. */
    void waiting(Duration time, String why);
}
