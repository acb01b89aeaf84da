package io.freshet.cli.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody or something that acts from time to time. One thread. */
interface Actor {

    /** When it acts next; null when it never will again. */
    @Nullable
    Instant next();

    /** Acts at {@link #next}, which moves on. */
    void act(Scene scene);
}
