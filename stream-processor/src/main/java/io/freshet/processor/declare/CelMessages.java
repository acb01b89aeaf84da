package io.freshet.processor.declare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The library's messages, in the words of the rest of the file's errors. */
final class CelMessages {
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']+)' applied to '\\((.*)\\)'");
    private static final Pattern RECEIVER =
            Pattern.compile("found no matching overload for '([^']+)' applied to '([^.]+)\\.\\((.*)\\)'");

    private CelMessages() {}

    static CelProblem problem(String message, int line, int column, String text) {
        int offset = offset(text, line, column);
        Matcher receiver = RECEIVER.matcher(message);
        if (receiver.find()) {
            return new CelProblem(
                    offset,
                    receiver.group(1) + "(" + types(receiver.group(3)) + ") does not exist for "
                            + types(receiver.group(2)),
                    "");
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.find()) {
            String types = types(overload.group(2));
            boolean numbers = types.equals("double, int") || types.equals("int, double");
            return new CelProblem(
                    offset,
                    operator(overload.group(1)) + " does not exist for (" + types + ")",
                    numbers ? "write whole numbers with a point (1.0), or convert: double(x), int(x)" : "");
        }
        if (message.startsWith("Syntax error")) {
            return new CelProblem(offset, "syntax error: " + shortened(message), "");
        }
        return new CelProblem(offset, message, "");
    }

    private static String operator(String function) {
        String bare = function.replace("_", "").replace("@", "");
        return function.startsWith("_") || function.endsWith("_") || function.startsWith("@") ? bare : function + "()";
    }

    private static String types(String types) {
        return types.replaceAll("wrapper\\(([a-z]+)\\)", "$1").replaceAll("google\\.protobuf\\.([A-Z])", "$1");
    }

    private static String shortened(String message) {
        String detail = message.substring("Syntax error:".length()).strip();
        int expecting = detail.indexOf(" expecting {");
        String what = expecting < 0 ? detail : detail.substring(0, expecting);
        return what.replace("mismatched input", "did not expect")
                .replace("extraneous input", "did not expect")
                .replace("'<EOF>'", "the end")
                .replace("<EOF>", "the end");
    }

    private static int offset(String text, int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                break;
            }
            start = end + 1;
        }
        return Math.min(text.length(), start + Math.max(0, column));
    }
}
