package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.local.twin.TwinQueries;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the twin answers over HTTP, and what it refuses. */
class TwinQueryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String ENDLESS =
            "SELECT count(*) FROM range(10000000000) a, range(10000000000) b WHERE a.range + b.range < 0";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path data;

    @SuppressWarnings("NullAway.Init")
    private static LocalStore store;

    @SuppressWarnings("NullAway.Init")
    private static LocalTwin twin;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        store = LocalStore.start(data.resolve("store"));
        twin = LocalTwin.start(data.resolve("twin"), store, "", TIMEOUT);
    }

    @AfterAll
    static void stop() {
        twin.close();
        store.close();
        HTTP.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    INSERT INTO ops.load_history (file_name) VALUES ('x')      | not-a-select
                    DELETE FROM bronze.user_activity                           | not-a-select
                    CREATE TABLE t (a INTEGER)                                 | not-a-select
                    DROP VIEW silver.user_activity                             | not-a-select
                    ATTACH '/tmp/other.duckdb' AS other                        | not-a-select
                    COPY bronze.user_activity TO '/tmp/out.csv'                | not-a-select
                    PRAGMA database_list                                       | not-a-select
                    SET threads = 64                                           | not-a-select
                    CHECKPOINT                                                 | not-a-select
                    INSTALL httpfs                                             | not-a-select
                    COMMIT                                                     | not-a-select
                    SELECT 1; SELECT 2                                         | not-one-statement
                    SELECT 1; DROP TABLE bronze.user_activity                  | not-a-select
                    -- nothing                                                 | not-one-statement
                    SELECT * FROM read_csv('/etc/passwd')                      | sql-error
                    SELECT * FROM read_text('/etc/passwd')                     | sql-error
                    SELECT * FROM glob('/etc/*')                               | sql-error
                    SELECT * FROM '/etc/passwd'                                | sql-error
                    SELECT * FROM read_parquet('http://127.0.0.1:1/x')         | sql-error
                    SELECT * FROM missing                                      | sql-error
                    SELEC 1                                                    | sql-error
                    """)
    void refuses(String sql, String slug) throws Exception {
        HttpResponse<String> answer = post(JSON.writeValueAsString(Map.of("sql", sql)), twin.token());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("type").asText()).endsWith("/" + slug);
        assertThat(problem.get("detail").asText()).isNotBlank().doesNotContain("\tat ", "org.duckdb", "root:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"table": "user_activity", "paused": true}             | 200
                    {"table": "user_activity", "paused": false}            | 200
                    {"table": "user_activity", "refresh": "v1/"}           | 200
                    {"table": "user_activity"}                             | 400
                    {"table": "a; DROP TABLE b", "paused": true}           | 400
                    {"table": "user_activity", "paused": "yes"}            | 400
                    not json                                               | 400
                    """)
    void altersPipesByOrdersThatItUnderstands(String order, int status) throws Exception {
        assertThat(pipes(order, twin.token())).isEqualTo(status);
        assertThat(pipes(order, "wrong")).isEqualTo(401);
    }

    private static int pipes(String order, String token) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(twin.url() + "/v1/pipes"))
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.ofString(order))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void takesOneSelectHoweverItIsWritten() {
        assertThat(twin.query("WITH a AS (SELECT 1 AS x) SELECT x FROM a;")).containsExactly(Map.of("x", 1L));
        assertThat(twin.query("-- why\nFROM range(2) SELECT range AS x ORDER BY x"))
                .containsExactly(Map.of("x", 0L), Map.of("x", 1L));
        assertThat(twin.query("DESCRIBE silver.user_activity")).isNotEmpty();
    }

    @Test
    void answersValuesWithoutLoss() {
        Map<String, Object> row = twin.query("""
                        SELECT
                          170141183460469231731687303715884105727::HUGEINT AS huge,
                          9223372036854775807 AS big,
                          12345678901234567890123456789012345678::DECIMAL(38, 0) AS whole,
                          0.10::DECIMAL(38, 2) AS dec,
                          TIMESTAMPTZ '2026-11-20 13:00:00.123456+01' AS instant,
                          TIMESTAMP '2026-11-20 13:00:00' AS local,
                          DATE '2026-11-20' AS day,
                          'nan'::DOUBLE AS nan,
                          [1, NULL, 2] AS list,
                          {'a': {'b': 1.5}} AS struct,
                          '{"x": 1}'::JSON AS json,
                          true AS truth,
                          '\u00e9\u4e16' AS text
                        """).getFirst();

        assertThat(row)
                .containsEntry("huge", new BigInteger("170141183460469231731687303715884105727"))
                .containsEntry("big", Long.MAX_VALUE)
                .containsEntry("whole", new BigInteger("12345678901234567890123456789012345678"))
                .containsEntry("dec", new BigDecimal("0.10"))
                .containsEntry("instant", "2026-11-20T12:00:00.123456Z")
                .containsEntry("local", "2026-11-20T13:00:00")
                .containsEntry("day", "2026-11-20")
                .containsEntry("nan", "NaN")
                .containsEntry("json", "{\"x\": 1}")
                .containsEntry("truth", true)
                .containsEntry("text", "\u00e9\u4e16");
        assertThat(row.get("list")).hasToString("[1, null, 2]");
        assertThat(row.get("struct")).hasToString("{a={b=1.5}}");
    }

    @Test
    void wantsTheTokenThatOnlyTheOwnerCanRead() throws Exception {
        String body = "{\"sql\":\"SELECT 1\"}";
        assertThat(post(body, "wrong").statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(uri("/v1/loads"))).statusCode()).isEqualTo(401);
        assertThat(post(body, twin.token()).statusCode()).isEqualTo(200);
        for (String file : List.of("token", "twin.properties")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data.resolve("twin").resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void cutsOffAHugeResultAndSaysSo() throws Exception {
        JsonNode many = JSON.readTree(post("{\"sql\":\"SELECT range FROM range(10000000)\"}", twin.token())
                .body());
        assertThat(many.get("rows").size()).isEqualTo(10_000);
        assertThat(many.get("truncated").asBoolean()).isTrue();
        JsonNode wide = JSON.readTree(post("{\"sql\":\"SELECT repeat('x', 1000000) FROM range(100)\"}", twin.token())
                .body());
        assertThat(wide.get("rows").size()).isBetween(16, 20);
        assertThat(wide.get("truncated").asBoolean()).isTrue();
        JsonNode exact = JSON.readTree(post("{\"sql\":\"SELECT range FROM range(10000)\"}", twin.token())
                .body());
        assertThat(exact.get("truncated").asBoolean()).isFalse();
    }

    @Test
    void outlivesAValueThatIsLargerThanItself() throws Exception {
        long before = twin.pid();
        HttpResponse<String> answer = post("{\"sql\":\"SELECT repeat('x', 190000000) AS x\"}", twin.token());
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        assertThat(twin.query("SELECT 1 AS x")).hasSize(1);
        assertThat(ProcessHandle.of(before))
                .hasValueSatisfying(process -> assertThat(process.isAlive()).isTrue());
    }

    @Test
    void cancelsALongQueryAndAnswersTooManyAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> running = IntStream.range(0, 6)
                .mapToObj(i -> HTTP.sendAsync(
                        query("{\"sql\":\"" + ENDLESS + "\"}", twin.token()), HttpResponse.BodyHandlers.ofString()))
                .toList();
        List<Integer> statuses =
                running.stream().map(answer -> answer.join().statusCode()).toList();

        assertThat(statuses).containsOnly(422, 429).contains(422, 429);
        assertThat(running.stream().map(CompletableFuture::join).filter(answer -> answer.statusCode() == 422))
                .allSatisfy(answer -> assertThat(answer.body()).contains("query-timeout"));
        assertThat(running.stream().map(CompletableFuture::join).filter(answer -> answer.statusCode() == 429))
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1"));
        assertThat(twin.query("SELECT 1 AS x")).hasSize(1);
    }

    @Test
    void refusesWhatIsNoQuery() throws Exception {
        assertThat(post("not json", twin.token()).statusCode()).isEqualTo(400);
        assertThat(post("{\"sql\":7}", twin.token()).statusCode()).isEqualTo(400);
        assertThat(post("", twin.token()).statusCode()).isEqualTo(400);
        assertThat(post("{\"sql\":\"" + "x".repeat(70_000) + "\"}", twin.token())
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(HttpRequest.newBuilder(uri("/v1/query"))).statusCode()).isEqualTo(405);
        assertThat(send(HttpRequest.newBuilder(uri("/v1/query/x"))).statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(uri("/"))).statusCode()).isEqualTo(404);
    }

    @Test
    void tellsWhatItLoaded() throws Exception {
        try (RelayFiles files = new RelayFiles(store)) {
            files.putNumbers("summary", 0, 5);
            files.put(RelayFiles.key("summary", 0, 5, 6), List.of("{}", "nonsense"));
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(uri("/v1/loads")).header("Authorization", "Bearer " + twin.token()));
            assertThat(answer.body())
                    .contains("\"summary\",\"LOADED\",1,5,")
                    .contains("\"summary\",\"LOAD_FAILED\",1,0,")
                    .contains("nonsense");
        });
        HttpResponse<String> health = send(HttpRequest.newBuilder(uri("/health")));
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"UP\"");
    }

    @Test
    void showsItsClientTheReason() {
        assertThatThrownBy(() -> twin.query("SELECT * FROM bronze.nowhere"))
                .isInstanceOf(TwinQueries.RefusedException.class)
                .hasMessageContaining("nowhere does not exist");
    }

    private static HttpResponse<String> post(String body, String token) throws Exception {
        return HTTP.send(query(body, token), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest query(String body, String token) {
        return HttpRequest.newBuilder(uri("/v1/query"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(twin.url() + path);
    }
}
