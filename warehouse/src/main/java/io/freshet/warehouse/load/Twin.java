package io.freshet.warehouse.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.reconcile.Load;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The local twin, over HTTP. */
public final class Twin implements LoadSide {
    private static final JsonMapper JSON = new JsonMapper();
    /** No answer of the twin has more rows. */
    private static final int PAGE = 10_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String url;
    private final String token;

    /** @param url without a slash at its end */
    public Twin(String url, String token) {
        this.url = url;
        this.token = token;
    }

    @Override
    public Map<String, List<Load>> loads(Set<String> tables) {
        Map<String, List<Load>> loads = new HashMap<>();
        pages(
                "SELECT file_name AS k, status, row_count, coalesce(first_error_message, ''), last_load_time::VARCHAR, table_name"
                        + " FROM ops.load_history WHERE file_name > '%s' ORDER BY file_name, last_load_time",
                row -> {
                    if (tables.contains(row.get(5).asText())) {
                        loads.computeIfAbsent(row.get(0).asText(), key -> new ArrayList<>())
                                .add(new Load(
                                        row.get(0).asText(),
                                        row.get(1).asText().equals("LOADED"),
                                        row.get(2).asLong(),
                                        row.get(3).asText(),
                                        time(row.get(4))));
                    }
                });
        return loads;
    }

    @Override
    public Map<String, Long> rows(Set<String> tables) {
        Map<String, Long> rows = new HashMap<>();
        for (String table : present(tables)) {
            pages(
                    "SELECT file_name AS k, count(*) FROM bronze.\"" + table
                            + "\" WHERE file_name > '%s' GROUP BY ALL ORDER BY k",
                    row -> rows.merge(row.get(0).asText(), row.get(1).asLong(), Long::sum));
        }
        return rows;
    }

    @Override
    public List<LoadedHour> hours(Set<String> tables, Instant since) {
        List<LoadedHour> hours = new ArrayList<>();
        for (String table : present(tables)) {
            // One reading of the JSON for all fields; a row that is not the relay's has none of them.
            query(
                    "SELECT v[1], v[2]::INT, date_trunc('hour', v[4]::TIMESTAMPTZ)::VARCHAR, count(DISTINCT v[3]) FROM"
                            + " (SELECT json_extract_string(src, ['$._meta.topic_id', '$._meta.partition', '$._meta.offset',"
                            + " '$._meta.timestamp']) AS v FROM bronze.\"" + table + "\")"
                            + " WHERE v[4]::TIMESTAMPTZ >= '" + since + "' GROUP BY ALL",
                    row -> hours.add(new LoadedHour(
                            row.get(0).asText(),
                            row.get(1).asInt(),
                            time(row.get(2)),
                            row.get(3).asLong())));
        }
        return hours;
    }

    @Override
    public List<RejectedHour> rejected(Instant since) {
        List<RejectedHour> hours = new ArrayList<>();
        query(
                "SELECT src->>'$.type', date_trunc('hour', (src->>'$.received_at')::TIMESTAMPTZ)::VARCHAR, count(DISTINCT src->>'$.id')"
                        + " FROM bronze.events_rejected WHERE src->>'$.protocol' = 'relay'"
                        + " AND (src->>'$.received_at')::TIMESTAMPTZ >= '" + since + "' GROUP BY ALL",
                row -> hours.add(new RejectedHour(
                        row.get(0).asText(), time(row.get(1)), row.get(2).asLong())));
        return hours;
    }

    @Override
    public Set<String> paused(Set<String> tables) {
        Set<String> paused = new HashSet<>();
        get("/v1/pipes").properties().forEach(pipe -> {
            if (pipe.getValue().path("executionState").asText().equals("PAUSED") && tables.contains(pipe.getKey())) {
                paused.add(pipe.getKey());
            }
        });
        return paused;
    }

    @Override
    public void refresh(String table, String key) {
        post("/v1/pipes", JSON.createObjectNode().put("table", table).put("refresh", key));
    }

    @Override
    public void resume(String table) {
        post("/v1/pipes", JSON.createObjectNode().put("table", table).put("paused", false));
    }

    private List<String> present(Set<String> tables) {
        List<String> present = new ArrayList<>();
        query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'bronze' ORDER BY 1", row -> {
            if (tables.contains(row.get(0).asText())) {
                present.add(row.get(0).asText());
            }
        });
        return present;
    }

    /** Of a query that is ordered by its first column and begins behind a value of it. A file is never cut in two: its rows are few. */
    private void pages(String sql, Consumer<JsonNode> each) {
        String last = "";
        int got;
        do {
            List<JsonNode> page = new ArrayList<>();
            query(sql.formatted(last.replace("'", "''")) + " LIMIT " + PAGE, page::add);
            got = page.size();
            if (got > 0) {
                last = page.getLast().get(0).asText();
            }
            page.forEach(each);
        } while (got == PAGE);
    }

    private void query(String sql, Consumer<JsonNode> each) {
        JsonNode answer = post("/v1/query", JSON.createObjectNode().put("sql", sql));
        if (answer.path("truncated").asBoolean()) {
            throw new Unreachable("The twin has more rows than one answer holds; ask for less with --since");
        }
        answer.path("rows").forEach(each);
    }

    private static Instant time(JsonNode text) {
        return Instant.parse(text.asText().replace(' ', 'T').replaceFirst("\\+00(:00)?$", "Z"));
    }

    private JsonNode get(String path) {
        return send(path, HttpRequest.newBuilder().GET());
    }

    private JsonNode post(String path, JsonNode body) {
        return send(path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body.toString())));
    }

    private JsonNode send(String path, HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(
                    request.uri(URI.create(url + path))
                            .timeout(Duration.ofMinutes(2))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new Unreachable("The twin says no: "
                        + answer.path("detail")
                                .asText("HTTP " + response.statusCode())
                                .strip());
            }
            return answer;
        } catch (IOException e) {
            throw new Unreachable("The warehouse twin at " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
