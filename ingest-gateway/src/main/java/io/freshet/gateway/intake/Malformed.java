package io.freshet.gateway.intake;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** What a sender is told of text that is no JSON: where, never what the parser says of itself. */
public final class Malformed {
    private Malformed() {}

    public static String detail(JsonProcessingException problem) {
        JsonLocation where = problem.getLocation();
        return where == null ? "Not valid JSON." : "Not valid JSON at byte %d.".formatted(where.getByteOffset());
    }
}
