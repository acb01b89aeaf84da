package io.freshet.model;

import java.util.Locale;
import java.util.Optional;

/** What may stand in the braces of a path template, and how its value looks. */
enum PathVariable {
    PREFIX(""),
    TOPIC("[a-zA-Z0-9._-]{1,249}"),
    TOPIC_ID("[a-zA-Z0-9_-]{22}"),
    PARTITION("[0-9]{5,10}"),
    DATE("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    HOUR("[0-9]{2}"),
    FROM("[0-9]{20}"),
    UNTIL("[0-9]{20}"),
    EXT("[a-z0-9]+(?:\\.[a-z0-9]+)*");

    private final String shape;

    PathVariable(String shape) {
        this.shape = shape;
    }

    String shape() {
        return shape;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<PathVariable> of(String label) {
        for (PathVariable variable : values()) {
            if (variable.label().equals(label)) {
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }
}
