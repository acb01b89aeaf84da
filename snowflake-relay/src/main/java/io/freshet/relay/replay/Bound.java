package io.freshet.relay.replay;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Where a replay begins or ends, before it is looked up in each partition. */
public sealed interface Bound {
    /** The oldest record that Kafka has, or the newest. */
    record Edge() implements Bound {}

    /** This offset in every partition. */
    record Offset(long offset) implements Bound {}

    /** The first record whose timestamp is not before this. */
    record Time(Instant time) implements Bound {}

    /**
     * A number is an offset, anything else a time.
     *
     * @param edge the word for the edge: {@code earliest} or {@code latest}
     * @throws IllegalArgumentException saying what was expected
     */
    static Bound parse(String name, String text, String edge) {
        if (text.equals(edge)) {
            return new Edge();
        }
        if (!text.isEmpty() && text.chars().allMatch(Character::isDigit)) {
            return offset(name, text);
        }
        try {
            return new Time(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + ": '" + text + "' is neither an offset, nor a time such as"
                    + " 2026-11-20T08:00:00Z, nor " + edge);
        }
    }

    private static Bound offset(String name, String text) {
        try {
            return new Offset(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": '" + text + "' is too large for an offset");
        }
    }
}
