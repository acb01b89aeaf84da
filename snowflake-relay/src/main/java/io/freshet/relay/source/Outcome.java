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

    /** The same failure, of a step with another result. */
    static <T> Outcome<T> failed(Outcome<?> outcome) {
        return switch (outcome) {
            case Retry<?>(String why) -> new Retry<>(why);
            case Stop<?>(String why) -> new Stop<>(why);
            case Restart<?>(String why) -> new Restart<>(why);
            case Done<?> done -> throw new IllegalStateException("not a failure");
        };
    }
}
