package io.freshet.gateway.intake;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context: what a sender brings is handed on as it is, so that a trace leads from the page to the row; what is not well
 * formed is left out, as the recommendation has it. Source: https://www.w3.org/TR/trace-context/
 */
public final class TraceContext {
    public static final String PARENT = "traceparent";
    public static final String STATE = "tracestate";

    private static final Pattern VALID_PARENT = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-[\\x21-\\x7e]{1,200})?");
    private static final Pattern VALID_STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

    private TraceContext() {}

    /** The Kafka headers that hand it on; empty where there is nothing to hand on. */
    public static Map<String, String> headers(@Nullable String parent, @Nullable String state) {
        if (parent == null || !isValid(parent)) {
            return Map.of();
        }
        return state != null && VALID_STATE.matcher(state).matches()
                ? Map.of(PARENT, parent, STATE, state)
                : Map.of(PARENT, parent);
    }

    /** Version 00 has nothing behind its flags; later ones may. */
    private static boolean isValid(String parent) {
        return VALID_PARENT.matcher(parent).matches() && !(parent.startsWith("00-") && parent.length() != 55);
    }
}
