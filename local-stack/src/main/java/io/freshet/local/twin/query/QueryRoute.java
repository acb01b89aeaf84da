package io.freshet.local.twin.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** {@code POST /v1/query} with {@code {"sql": "SELECT …"}}. */
final class QueryRoute implements QueryServer.Route {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BODY = 64 * 1024;

    private final QueryRunner queries;

    QueryRoute(QueryRunner queries) {
        this.queries = queries;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            Answers.problem(exchange, 413, "body-too-large", "A query has at most " + MAX_BODY + " bytes.");
            return;
        }
        JsonNode sql = sql(body);
        if (sql.isTextual()) {
            Answers.outcome(exchange, queries.run(sql.textValue()));
        } else {
            Answers.problem(exchange, 400, "malformed-json", "The body must be {\"sql\": \"SELECT …\"}.");
        }
    }

    private static JsonNode sql(byte[] body) throws IOException {
        try {
            return JSON.readTree(body).path("sql");
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }
}
