package io.freshet.processor.declare;

import java.util.Comparator;

/**
 * One mistake in a job's file.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param field where in the declaration, as a path ({@code window.grace}); empty for the file as a whole
 * @param message what is wrong and what was expected
 * @param hint what may have been meant or could be done; empty where there is none
 */
public record Issue(int line, int column, String field, String message, String hint) implements Comparable<Issue> {
    private static final Comparator<Issue> ORDER = Comparator.comparingInt(Issue::line)
            .thenComparingInt(Issue::column)
            .thenComparing(Issue::field)
            .thenComparing(Issue::message);

    /** One line, as compilers write it. */
    public String in(String file) {
        return file + ":" + line + ":" + column + ": " + (field.isEmpty() ? "" : field + ": ") + message
                + (hint.isEmpty() ? "" : "; " + hint);
    }

    @Override
    public int compareTo(Issue other) {
        return ORDER.compare(this, other);
    }
}
