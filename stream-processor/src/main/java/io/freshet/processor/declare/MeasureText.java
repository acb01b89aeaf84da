package io.freshet.processor.declare;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measure as it is written: {@code function(arguments) where condition}.
 *
 * @param conditionOffset where the condition begins in the text; -1 without one
 */
record MeasureText(String function, List<Part> arguments, String condition, int conditionOffset) {
    private static final String WHERE = " where ";

    /** @param offset where it begins in the text */
    record Part(String text, int offset) {}

    /** Null where the text is no call. */
    static @Nullable MeasureText parse(String text) {
        int open = text.indexOf('(');
        int close = open < 0 ? -1 : closing(text, open);
        if (close < 0 || !text.substring(0, open).matches("[a-z]{1,20}")) {
            return null;
        }
        String rest = text.substring(close + 1);
        if (rest.isBlank()) {
            return new MeasureText(text.substring(0, open), split(text, open + 1, close), "", -1);
        }
        if (!rest.startsWith(WHERE)) {
            return null;
        }
        int offset = close + 1 + WHERE.length();
        return new MeasureText(text.substring(0, open), split(text, open + 1, close), text.substring(offset), offset);
    }

    private static int closing(String text, int open) {
        int depth = 0;
        char quote = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static List<Part> split(String text, int from, int until) {
        List<Part> parts = new ArrayList<>();
        int start = from;
        int i = from;
        while (i < until) {
            char c = text.charAt(i);
            if (c == ',') {
                parts.add(part(text, start, i));
                start = i + 1;
            } else if (c == '(' || c == '[' || c == '{') {
                int close = closing(text, i);
                i = close < 0 ? i : Math.min(close, until - 1);
            } else if (c == '\'' || c == '"') {
                i = quoted(text, i, until);
            }
            i++;
        }
        if (!parts.isEmpty() || !text.substring(start, until).isBlank()) {
            parts.add(part(text, start, until));
        }
        return parts;
    }

    private static int quoted(String text, int open, int until) {
        for (int i = open + 1; i < until; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == text.charAt(open)) {
                return i;
            }
        }
        return until;
    }

    private static Part part(String text, int from, int until) {
        String raw = text.substring(from, until);
        return new Part(raw.strip(), from + raw.length() - raw.stripLeading().length());
    }
}
