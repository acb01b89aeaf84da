package io.freshet.processor.declare;

import java.util.List;

/** A node of a YAML file, with the place where it begins: line and column from 1. */
sealed interface Yaml {
    int line();

    int column();

    /** What a person calls it. */
    String kind();

    /**
     * @param contentOffset how far behind the place the text itself begins (a quotation mark); -1 where the text is not one piece
     *     of the file: over several lines, or with escapes
     */
    record Text(int line, int column, String value, boolean plain, int contentOffset) implements Yaml {
        boolean isNothing() {
            return plain && (value.isEmpty() || value.equals("null") || value.equals("~"));
        }

        @Override
        public String kind() {
            return isNothing() ? "nothing" : "a text";
        }
    }

    record Entry(Text key, Yaml value) {}

    record Mapping(int line, int column, List<Entry> entries) implements Yaml {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    record Sequence(int line, int column, List<Yaml> items) implements Yaml {
        @Override
        public String kind() {
            return "a list";
        }
    }
}
