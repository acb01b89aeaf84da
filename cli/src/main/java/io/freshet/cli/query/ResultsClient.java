package io.freshet.cli.query;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.freshet.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the stream processor for results. Blocks. */
public final class ResultsClient {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 20.00 is not 2E+1 to a reader of amounts
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration REQUEST = Duration.ofSeconds(30);
    private static final int PAGE = 1_000;
    private static final int OK = 200;
    private static final String META = "_meta";

    private final URI job;

    /** @param processor for example {@code http://127.0.0.1:8081} */
    public ResultsClient(String processor, String job) {
        this.job = URI.create(processor + "/v1/results/" + encoded(job));
    }

    /**
     * What is asked for.
     *
     * @param key null for all keys
     */
    public record Wanted(
            @Nullable String key,
            @Nullable String from,
            @Nullable String to,
            int limit) {}

    /** @throws Failure with what the processor says of the query, or when it does not answer */
    public QueryResult read(Wanted wanted) throws InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        boolean more = false;
        try (HttpClient client = client()) {
            String cursor = null;
            do {
                HttpResponse<Stream<String>> page = client.send(
                        request(uri(wanted, Math.min(PAGE, wanted.limit() - found.size()), cursor))
                                .timeout(REQUEST)
                                .header("Accept", "application/x-ndjson")
                                .build(),
                        BodyHandlers.ofLines());
                for (String line : lines(page)) {
                    found.add(JSON.readTree(line));
                }
                more = page.headers().firstValue("Freshet-Truncated").orElse("").equals("true");
                cursor = page.headers().firstValue("Freshet-Next").orElse(null);
            } while (cursor != null && found.size() < wanted.limit());
        } catch (IOException e) {
            throw away(e);
        }
        return table(found, more);
    }

    /** Tells every result from now on, as JSON, until the stream ends. */
    public void follow(@Nullable String key, Consumer<String> to) throws InterruptedException {
        URI updates = URI.create(job + "/updates" + (key == null ? "" : "?key=" + encoded(key)));
        try (HttpClient client = client()) {
            HttpResponse<Stream<String>> stream = client.send(request(updates).build(), BodyHandlers.ofLines());
            if (stream.statusCode() != OK) {
                throw refused(stream);
            }
            stream.body()
                    .filter(line -> line.startsWith("data: {\""))
                    .map(line -> line.substring(6))
                    .forEach(to);
        } catch (IOException e) {
            throw away(e);
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri);
    }

    private URI uri(Wanted wanted, int limit, @Nullable String cursor) {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("key", wanted.key());
        parameters.put("from", wanted.from());
        parameters.put("to", wanted.to());
        parameters.put("limit", Integer.toString(limit));
        parameters.put("cursor", cursor);
        return URI.create(job + "?"
                + parameters.entrySet().stream()
                        .filter(parameter -> parameter.getValue() != null)
                        .map(parameter -> parameter.getKey() + "=" + encoded(String.valueOf(parameter.getValue())))
                        .collect(Collectors.joining("&")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> lines(HttpResponse<Stream<String>> answer) throws IOException {
        if (answer.statusCode() != OK) {
            throw refused(answer);
        }
        return answer.body().filter(line -> !line.isBlank()).toList();
    }

    private static Failure refused(HttpResponse<Stream<String>> answer) throws IOException {
        JsonNode problem = JSON.readTree(answer.body().collect(Collectors.joining("\n")));
        return new Failure(problem.path("detail").asText("HTTP " + answer.statusCode()));
    }

    private Failure away(IOException e) {
        return new Failure(
                "The stream processor at " + job.getAuthority() + " does not answer."
                        + "\nSee ./freshet status; ./freshet up starts what is missing.",
                e);
    }

    private static QueryResult table(List<JsonNode> found, boolean more) {
        Set<String> columns = new LinkedHashSet<>();
        found.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
        columns.remove(META);
        List<List<JsonNode>> rows = found.stream()
                .map(row -> columns.stream()
                        .map(column -> row.has(column) ? row.get(column) : NullNode.getInstance())
                        .toList())
                .toList();
        return new QueryResult(List.copyOf(columns), rows, more);
    }
}
