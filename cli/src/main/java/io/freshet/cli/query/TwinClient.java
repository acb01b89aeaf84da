package io.freshet.cli.query;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks the warehouse twin. Blocks. */
public final class TwinClient {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 20.00 is not 2E+1 to a reader of amounts
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than the twin lets a query run, so that its own answer is seen. */
    private static final Duration REQUEST = Duration.ofMinutes(1);

    private final URI endpoint;
    private final String token;

    public TwinClient(String url, String token) {
        this.endpoint = URI.create(url + "/v1/query");
        this.token = token;
    }

    /** @throws Failure with what the twin says of the query, or when it does not answer */
    public QueryResult query(String sql) throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            HttpResponse<byte[]> response = client.send(request(sql), BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                String status = "HTTP " + response.statusCode();
                throw new Failure(answer.path("detail").asText(status).strip());
            }
            return result(answer);
        } catch (IOException e) {
            throw new Failure(
                    "The warehouse twin at " + endpoint.getAuthority() + " does not answer."
                            + "\nSee ./freshet status; ./freshet up starts what is missing.",
                    e);
        }
    }

    private HttpRequest request(String sql) throws IOException {
        return HttpRequest.newBuilder(endpoint)
                .timeout(REQUEST)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(Map.of("sql", sql))))
                .build();
    }

    private static QueryResult result(JsonNode answer) {
        List<String> columns = new ArrayList<>();
        answer.path("columns").forEach(column -> columns.add(column.path("name").asText()));
        List<List<JsonNode>> rows = new ArrayList<>();
        for (JsonNode row : answer.path("rows")) {
            List<JsonNode> cells = new ArrayList<>();
            row.forEach(cells::add);
            rows.add(cells);
        }
        return new QueryResult(columns, rows, answer.path("truncated").asBoolean());
    }
}
