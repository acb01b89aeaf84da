package io.freshet.cli.send;

import org.jspecify.annotations.Nullable;

/** What the gateway said of one event. */
sealed interface Outcome {

    /** Durable in its topic. */
    record Accepted() implements Outcome {}

    /** Durable on {@code events.rejected}: sending it again would not help. */
    record Rejected(
            String reason,
            @Nullable String pointer,
            @Nullable String detail) implements Outcome {}

    /** To be sent again with the same id. */
    record Retry(String reason) implements Outcome {}
}
