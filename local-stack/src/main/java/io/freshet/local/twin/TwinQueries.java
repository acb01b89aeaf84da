package io.freshet.local.twin;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the twin's query API. Blocks; safe for any number of threads. */
public final class TwinQueries {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final int PATIENCE_MS = 60_000;

    private final URI endpoint;
    private final String token;

    public TwinQueries(String url, String token) {
        this.endpoint = URI.create(url + "/v1/query");
        this.token = token;
    }

    /** A query that was not answered; the message is the twin's. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /**
     * Rows by column name: whole numbers as {@code Long} or {@code BigInteger}, others as {@code BigDecimal}, times as strings.
     *
     * @throws RefusedException when the twin said no, was away, or left rows off
     */
    public List<Map<String, @Nullable Object>> query(String sql) {
        try {
            JsonNode answer = post(JSON.writeValueAsBytes(Map.of("sql", sql)));
            if (answer.path("truncated").asBoolean()) {
                throw new RefusedException(HttpURLConnection.HTTP_OK, "there are more rows than one answer has");
            }
            return rows(answer);
        } catch (IOException e) {
            throw new RefusedException(0, "the twin does not answer: " + e.getMessage());
        }
    }

    private JsonNode post(byte[] body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MS);
        connection.setReadTimeout(PATIENCE_MS);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Authorization", "Bearer " + token);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        boolean fine = status == HttpURLConnection.HTTP_OK;
        try (InputStream in = fine ? connection.getInputStream() : connection.getErrorStream()) {
            JsonNode answer = in == null ? JSON.missingNode() : JSON.readTree(in);
            if (!fine) {
                throw new RefusedException(status, answer.path("detail").asText("status " + status));
            }
            return answer;
        }
    }

    private static List<Map<String, @Nullable Object>> rows(JsonNode answer) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        JsonNode columns = answer.get("columns");
        for (JsonNode row : answer.get("rows")) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                fields.put(columns.get(i).get("name").asText(), value(row.get(i)));
            }
            rows.add(fields);
        }
        return rows;
    }

    private static @Nullable Object value(JsonNode field) throws IOException {
        return field.isInt() ? (Object) field.longValue() : JSON.treeToValue(field, Object.class);
    }
}
