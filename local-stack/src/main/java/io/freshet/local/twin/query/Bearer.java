package io.freshet.local.twin.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Lets through who knows the token. */
final class Bearer {
    private final byte[] expected;

    Bearer(String token) {
        this.expected = ("Bearer " + token).getBytes(UTF_8);
    }

    QueryServer.Route guard(QueryServer.Route route) {
        return exchange -> {
            if (allows(exchange.getRequestHeaders().getFirst("Authorization"))) {
                route.answer(exchange);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                Answers.problem(
                        exchange, 401, "unauthorized", "Send the token from the twin's data directory as Bearer.");
            }
        };
    }

    /** In a time that does not tell how much of it was right. */
    private boolean allows(@Nullable String header) {
        return header != null && MessageDigest.isEqual(expected, header.getBytes(UTF_8));
    }
}
