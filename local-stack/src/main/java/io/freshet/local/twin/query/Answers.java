package io.freshet.local.twin.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends answers, and problems as RFC 9457 wants them. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            404, "Not Found",
            405, "Method Not Allowed",
            413, "Content Too Large",
            422, "Unprocessable Content",
            429, "Too Many Requests");

    private Answers() {}

    static void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }

    static void problem(HttpExchange exchange, int status, String slug, String detail) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "https://freshet.io/problems/" + slug);
        problem.put("title", TITLES.getOrDefault(status, "Error"));
        problem.put("status", status);
        problem.put("detail", detail);
        send(exchange, status, "application/problem+json", JSON.writeValueAsBytes(problem));
    }

    static void outcome(HttpExchange exchange, QueryOutcome outcome) throws IOException {
        switch (outcome) {
            case QueryOutcome.Answered answered -> send(exchange, answered.json());
            case QueryOutcome.Refused refused -> {
                if (refused.status() == 429) {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                }
                problem(exchange, refused.status(), refused.slug(), refused.detail());
            }
        }
    }

    private static void send(HttpExchange exchange, ByteArrayOutputStream json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.size());
        try (OutputStream out = exchange.getResponseBody()) {
            json.writeTo(out);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
