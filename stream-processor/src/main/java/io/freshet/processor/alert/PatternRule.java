package io.freshet.processor.alert;

import java.util.Optional;

/**
 * So many matching events of one key within a time. Events must be given in the order of their times: whoever feeds the rule
 * holds them back until no earlier one can come. All times are milliseconds since the epoch.
 *
 * <p>The span is inclusive: with five minutes, events 5:00.000 apart are together and events 5:00.001 apart are not. The event
 * that completes the pattern raises the alert. Those that made it are spent, and for the cool-down, counted from the alert's
 * time, events of the key are swallowed; one exactly at its end counts again.
 *
 * @param count at least one
 * @param withinMillis from the first to the last event of a pattern, inclusive; zero or more
 * @param coolDownMillis zero or more
 */
public record PatternRule(int count, long withinMillis, long coolDownMillis) {

    public PatternRule {
        if (count < 1 || withinMillis < 0 || coolDownMillis < 0) {
            throw new IllegalArgumentException("a pattern of " + count + " events within " + withinMillis
                    + " ms and a cool-down of " + coolDownMillis + " ms");
        }
    }

    /**
     * @param first time of the first event of the pattern
     * @param last time of the event that completed it: the alert's own time
     */
    public record Alert(long first, long last, int count) {}

    /** @param alert empty where the event completed no pattern */
    public record Step(PatternHistory history, Optional<Alert> alert) {}

    /** What follows from one matching event. */
    public Step after(PatternHistory history, long time) {
        if (time < history.mutedUntil()) {
            return new Step(history, Optional.empty());
        }
        PatternHistory recent = history.from(time - withinMillis).plus(time);
        if (recent.size() < count) {
            return new Step(recent, Optional.empty());
        }
        Alert alert = new Alert(recent.first(), time, count);
        return new Step(PatternHistory.mutedUntil(time + coolDownMillis), Optional.of(alert));
    }

    /** What follows from an event that says that all is well again: the count starts anew, the cool-down goes on. */
    public PatternHistory reset(PatternHistory history) {
        return PatternHistory.mutedUntil(history.mutedUntil());
    }

    /** From this time on the history changes nothing any more and can be deleted, if no earlier event can come. */
    public long expiresAt(PatternHistory history) {
        long forgotten = history.size() == 0 ? Long.MIN_VALUE : history.latest() + withinMillis + 1;
        return Math.max(forgotten, history.mutedUntil());
    }
}
