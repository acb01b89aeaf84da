package io.freshet.relay.source;

/** What became of a step that was done off the poll thread. */
sealed interface Outcome<T> {
    record Done<T>(T value) implements Outcome<T> {}

    /** A dependency is down, slow or refuses: the same step again, later. */
    record Retry<T>(String why) implements Outcome<T> {}

    /** Nothing but a person can mend it: the partition stops, others go on. */
    record Stop<T>(String why) implements Outcome<T> {}

    /** What was known of the partition no longer holds: ask the broker anew. */
    record Restart<T>(String why) implements Outcome<T> {}
}
