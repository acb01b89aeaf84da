package io.freshet.processor.check;

import static io.freshet.processor.check.Explanation.number;
import static io.freshet.processor.check.Explanation.text;

import io.freshet.processor.declare.Window;

/**
 * A window in words.
 *
 * @param windows how many of one group may be open at once, for an estimate
 */
record WindowLines(String what, String closes, String late, String open, long windows) {
    static WindowLines of(Window window) {
        String grace = text(window.grace());
        String mark = "the watermark (that of the slowest source partition which is not idle)";
        return switch (window.kind()) {
            case TUMBLING, HOPPING -> {
                long overlap =
                        Math.ceilDiv(window.size().toMillis(), window.advance().toMillis());
                long open = Math.ceilDiv(
                        window.size().plus(window.grace()).toMillis(),
                        window.advance().toMillis());
                yield new WindowLines(
                        (overlap == 1
                                        ? "tumbling " + text(window.size())
                                        : "hopping " + text(window.size()) + " every " + text(window.advance())
                                                + ": an event is in " + number(overlap) + " windows")
                                + "; from start to end without the end, aligned to 1970-01-01T00:00Z",
                        "a window closes when " + mark + " has come to its end plus " + grace,
                        "an event all of whose windows are closed",
                        "of which up to " + number(open) + " are open at once",
                        open);
            }
            case SESSION ->
                new WindowLines(
                        "sessions that end after more than " + text(window.gap()) + " without an event; "
                                + text(window.size()) + " long at most",
                        "a session closes when " + mark + " is more than " + text(window.gap()) + " plus " + grace
                                + " past its last event",
                        "an event more than " + grace + " behind the watermark",
                        "usually one open at once",
                        1);
            case SLIDING ->
                new WindowLines(
                        "the last " + text(window.size()) + " before every event, both ends included",
                        "a result is final when " + mark + " has come to its event's time plus " + grace,
                        "an event more than " + grace + " behind the watermark",
                        "one for each moment with an event",
                        Math.max(1, window.size().plus(window.grace()).toSeconds()));
        };
    }
}
