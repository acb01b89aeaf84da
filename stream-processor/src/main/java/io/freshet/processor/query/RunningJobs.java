package io.freshet.processor.query;

import java.util.Optional;

/** The jobs of this process. Any thread; never blocks. */
public interface RunningJobs {
    /** Whether there is a job of this name, running or not. */
    boolean isDeclared(String name);

    /** Empty while it waits for something. */
    Optional<RunningJob> find(String name);
}
