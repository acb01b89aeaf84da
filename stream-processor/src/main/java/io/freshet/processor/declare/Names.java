package io.freshet.processor.declare;

import java.util.Set;

/** Names that a declaration gives to fields of its results. */
final class Names {
    static final String WINDOW_START = "window_start";
    static final String WINDOW_END = "window_end";
    static final String GROUP_KEY = "group_key";

    private static final Set<String> TAKEN = Set.of(WINDOW_START, WINDOW_END, GROUP_KEY, MeasureList.FLAGS, Row.TIME);
    private static final String SHAPE = "[a-z][a-z0-9_]{0,62}";

    private Names() {}

    static boolean check(Yaml.Text name, String path, Issues issues) {
        if (!name.value().matches(SHAPE)) {
            issues.add(name, path, "a name has 1 to 63 characters of a-z, 0-9 and _ and begins with a letter");
            return false;
        }
        if (TAKEN.contains(name.value())) {
            issues.add(name, path, name.value() + " is a field that results have anyway; choose another name");
            return false;
        }
        return true;
    }
}
