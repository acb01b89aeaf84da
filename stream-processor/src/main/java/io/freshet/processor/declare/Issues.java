package io.freshet.processor.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The mistakes found so far. Used while a file is read, by one thread. */
final class Issues {
    private final TreeSet<Issue> issues = new TreeSet<>();

    void add(Yaml at, String field, String message) {
        add(at, field, message, "");
    }

    void add(Yaml at, String field, String message, String hint) {
        issues.add(new Issue(at.line(), at.column(), field, message, hint));
    }

    /** At a place within a text; the place of the whole where the text is not written as it is. */
    void add(Yaml.Text at, int offset, String field, String message, String hint) {
        int column = at.column() + (at.contentOffset() < 0 ? 0 : at.contentOffset() + offset);
        issues.add(new Issue(at.line(), column, field, message, hint));
    }

    boolean isEmpty() {
        return issues.isEmpty();
    }

    List<Issue> all() {
        return new ArrayList<>(issues);
    }
}
