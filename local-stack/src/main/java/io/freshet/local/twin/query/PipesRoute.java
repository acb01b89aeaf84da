package io.freshet.local.twin.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.freshet.local.twin.load.Pipes;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/pipes}: what {@code SYSTEM$PIPE_STATUS} says of each pipe that is paused or has files waiting. {@code POST /v1/pipes} with
 * {@code {"table": …, "paused": true}} or {@code {"table": …, "refresh": "prefix of keys"}} is {@code ALTER PIPE}.
 */
final class PipesRoute implements QueryServer.Route {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_]{1,255}");
    private static final int MAX_BODY = 8 * 1024;

    private final Pipes pipes;

    PipesRoute(Pipes pipes) {
        this.pipes = pipes;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            Answers.json(exchange, 200, status());
        } else {
            alter(exchange);
        }
    }

    private Map<String, ?> status() {
        Map<String, Integer> waiting = pipes.waiting();
        TreeSet<String> tables = new TreeSet<>(pipes.paused());
        tables.addAll(waiting.keySet());
        Map<String, Object> all = new TreeMap<>();
        for (String table : tables) {
            all.put(
                    table,
                    Map.of(
                            "executionState",
                            pipes.paused().contains(table) ? "PAUSED" : "RUNNING",
                            "pendingFileCount",
                            waiting.getOrDefault(table, 0)));
        }
        return all;
    }

    private void alter(HttpExchange exchange) throws IOException {
        JsonNode order = order(exchange.getRequestBody().readNBytes(MAX_BODY));
        String table = order.path("table").asText();
        if (!TABLE.matcher(table).matches()
                || !(order.path("paused").isBoolean() || order.path("refresh").isTextual())) {
            Answers.problem(
                    exchange,
                    400,
                    "malformed-json",
                    "The body must be {\"table\": …, \"paused\": true or false}"
                            + " or {\"table\": …, \"refresh\": \"prefix\"}.");
            return;
        }
        try {
            if (order.path("refresh").isTextual()
                    && !pipes.refresh(table, order.path("refresh").textValue())) {
                Answers.problem(exchange, 429, "too-many-refreshes", "Too much is to be looked at already.");
                return;
            }
            if (order.path("paused").isBoolean()) {
                set(table, order.path("paused").booleanValue());
            }
            Answers.json(exchange, 200, status());
        } catch (SQLException e) {
            Answers.problem(exchange, 500, "internal-error", String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode order(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    private void set(String table, boolean paused) throws SQLException {
        if (paused) {
            pipes.pause(table);
        } else {
            pipes.resume(table);
        }
    }
}
