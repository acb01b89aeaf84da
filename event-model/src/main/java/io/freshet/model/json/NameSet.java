package io.freshet.model.json;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of one object so far, where no schema lists them: a short list while short, then a set. */
final class NameSet {
    private static final int SHORT = 8;

    private final String[] few = new String[SHORT];
    private int count;
    private @Nullable Set<String> many;

    /** False when the name was there before. */
    boolean add(String name) {
        if (many != null) {
            return many.add(name);
        }
        for (int i = 0; i < count; i++) {
            if (few[i].equals(name)) {
                return false;
            }
        }
        if (count < SHORT) {
            few[count++] = name;
            return true;
        }
        many = new HashSet<>(java.util.List.of(few));
        return many.add(name);
    }
}
