package io.freshet.local.types;

import java.util.List;

/** An event type was not installed, or types could not be listed. The message is for the person who asked; nothing was changed for a type that was refused. */
public final class EventTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;
    private final boolean passing;

    private EventTypeException(String message, List<String> problems, boolean passing) {
        super(message);
        this.problems = List.copyOf(problems);
        this.passing = passing;
    }

    static EventTypeException refused(String name, List<String> problems) {
        return new EventTypeException(name + " is refused: " + String.join("; ", problems), problems, false);
    }

    static EventTypeException unavailable(String what, String why) {
        return new EventTypeException(what + " does not answer: " + why, List.of(why), true);
    }

    /** One sentence each. */
    public List<String> problems() {
        return problems;
    }

    /** Whether the same may succeed later: the broker or the registry was away. */
    public boolean isPassing() {
        return passing;
    }
}
