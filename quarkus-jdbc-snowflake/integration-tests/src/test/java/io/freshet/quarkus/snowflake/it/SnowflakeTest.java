package io.freshet.quarkus.snowflake.it;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.freshet.quarkus.snowflake.test.scripted.ScriptedSnowflake;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application can do with Snowflake. The default datasource has its results as Arrow on the JVM, the one named json as JSON. */
@QuarkusTest
@WithTestResource(ScriptedServer.class)
class SnowflakeTest {

    private static final String ARROW_ON_THE_JVM = "";
    private static final String JSON = "json";
    private static final String LARGEST = "-9999999999999999999999999999999999.9999";

    ScriptedSnowflake scripted;

    @BeforeEach
    void willingServer() {
        scripted.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {ARROW_ON_THE_JVM, JSON})
    void connects(String on) {
        assertThat(Sql.query(on, "text", "SELECT CURRENT_DATABASE(), CURRENT_SCHEMA()"))
                .containsExactly(List.of("DEV", "PUBLIC"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT 42::INT                                              | long    | 42
                    SELECT 1234567890123456789012345678.9012345678::NUMBER(38,10) | decimal | 1234567890123456789012345678.9012345678
                    SELECT -0.0000000001::NUMBER(38,10)                         | decimal | -1E-10
                    SELECT 0.1::FLOAT                                           | double  | 0.1
                    SELECT TRUE                                                 | boolean | true
                    SELECT 'Grüße, 雪片 ❄'                                       | text    | Grüße, 雪片 ❄
                    SELECT '2026-02-28'::DATE                                   | date    | 2026-02-28
                    SELECT '23:59:58'::TIME                                     | time    | 23:59:58
                    SELECT TO_BINARY('00ff7f', 'HEX')                           | bytes   | 00ff7f
                    """)
    void readsEveryType(String sql, String as, String expected) {
        assertThat(Sql.one(ARROW_ON_THE_JVM, as, sql)).isEqualTo(expected);
        assertThat(Sql.one(JSON, as, sql)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {ARROW_ON_THE_JVM, JSON})
    void keepsTheInstantOfTimestampsWithZones(String on) {
        assertThat(Sql.one(on, "instant", "SELECT '2026-07-01 12:00:00.123456+02:00'::TIMESTAMP_TZ"))
                .isEqualTo("2026-07-01T10:00:00.123456Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {ARROW_ON_THE_JVM, JSON})
    void readsVariantAsJson(String on) {
        assertThat(Sql.one(on, "text", "SELECT PARSE_JSON('{\"a\": [1, null, \"x\"]}')")
                        .replaceAll("\\s", ""))
                .isEqualTo("{\"a\":[1,null,\"x\"]}");
        assertThat(Sql.one(on, "text", "SELECT PARSE_JSON('{\"a\": {\"b\": 7}}'):a.b::INT"))
                .isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {ARROW_ON_THE_JVM, JSON})
    void readsNull(String on) {
        Map.of(
                        "text", "VARCHAR",
                        "long", "INT",
                        "decimal", "NUMBER(10,2)",
                        "double", "FLOAT",
                        "boolean", "BOOLEAN",
                        "instant", "TIMESTAMP_NTZ",
                        "date", "DATE",
                        "bytes", "BINARY",
                        "object", "VARIANT")
                .forEach((as, type) -> assertThat(Sql.one(on, as, "SELECT NULL::" + type))
                        .as(type)
                        .isNull());
    }

    @Test
    void writesWhatItReads() {
        Sql.update("CREATE OR REPLACE TABLE both_ways (i INT, d NUMBER(38,4), f FLOAT, b BOOLEAN, t VARCHAR,"
                + " the_day DATE, moment TIMESTAMP_NTZ, zoned TIMESTAMP_TZ, raw VARCHAR)");

        assertThat(Sql.update(
                        "INSERT INTO both_ways VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "long:9223372036854775807",
                        "decimal:9999999999999999999999999999999999.9999",
                        "double:1.5E300",
                        "boolean:true",
                        "text:it''s ? a \\ \"test\"",
                        "date:2024-02-29",
                        "text:2026-03-29 02:30:00.123456",
                        "instant:2024-02-29T10:00:00.123456Z",
                        "null:"))
                .containsExactly(1);

        for (String on : List.of(ARROW_ON_THE_JVM, JSON)) {
            assertThat(Sql.one(on, "long", "SELECT i FROM both_ways")).isEqualTo("9223372036854775807");
            assertThat(Sql.one(on, "decimal", "SELECT d FROM both_ways"))
                    .isEqualTo("9999999999999999999999999999999999.9999");
            assertThat(Sql.one(on, "double", "SELECT f FROM both_ways")).isEqualTo("1.5E300");
            assertThat(Sql.one(on, "boolean", "SELECT b FROM both_ways")).isEqualTo("true");
            assertThat(Sql.one(on, "text", "SELECT t FROM both_ways")).isEqualTo("it''s ? a \\ \"test\"");
            assertThat(Sql.one(on, "date", "SELECT the_day FROM both_ways")).isEqualTo("2024-02-29");
            assertThat(Sql.one(on, "text", "SELECT moment::VARCHAR FROM both_ways"))
                    .startsWith("2026-03-29 02:30:00.123456");
            assertThat(Sql.one(on, "instant", "SELECT zoned FROM both_ways")).isEqualTo("2024-02-29T10:00:00.123456Z");
            assertThat(Sql.one(on, "text", "SELECT raw FROM both_ways")).isNull();
        }
    }

    @Test
    void keepsThirtyEightDigits() {
        Sql.update("CREATE OR REPLACE TABLE big (n NUMBER(38,4))");
        Sql.update("INSERT INTO big VALUES (?)", "decimal:" + LARGEST);

        assertThat(Sql.one(ARROW_ON_THE_JVM, "decimal", "SELECT n FROM big")).isEqualTo(LARGEST);
        assertThat(Sql.one(JSON, "decimal", "SELECT n FROM big WHERE n = ?", "decimal:" + LARGEST))
                .isEqualTo(LARGEST);
    }

    @Test
    void insertsBatches() {
        Sql.update("CREATE OR REPLACE TABLE batched (id INT, name VARCHAR)");
        List<List<String>> rows = IntStream.range(0, 50)
                .mapToObj(i -> List.of("int:" + i, "text:name " + i))
                .toList();

        List<Integer> changed = Sql.batch("INSERT INTO batched VALUES (?, ?)", rows);

        assertThat(changed).hasSize(50);
        assertThat(Sql.query(JSON, "text", "SELECT COUNT(*), MIN(name), MAX(id) FROM batched"))
                .containsExactly(List.of("50", "name 0", "49"));
    }

    @ParameterizedTest
    @ValueSource(strings = {ARROW_ON_THE_JVM, JSON})
    void readsLargeResults(String on) {
        int rows = 200_000;
        Sql.send(
                        "count",
                        Map.of("on", on),
                        "SELECT SEQ4(), REPEAT('x', 100) FROM TABLE(GENERATOR(ROWCOUNT => 200000))",
                        List.of())
                .statusCode(200)
                .body("count", equalTo(rows))
                .body("sum", equalTo((long) rows * (rows - 1) / 2));
    }

    @Test
    void commitsAndRollsBackWithTheTransactionManager() {
        Sql.update("CREATE OR REPLACE TABLE booked (id INT)");

        Sql.send("transaction", Map.of("rollback", true), "INSERT INTO booked VALUES (1)", List.of())
                .statusCode(200);
        assertThat(Sql.one(JSON, "long", "SELECT COUNT(*) FROM booked")).isEqualTo("0");

        Sql.send("transaction", Map.of("rollback", false), "INSERT INTO booked VALUES (2)", List.of())
                .statusCode(200);
        assertThat(Sql.one(JSON, "long", "SELECT COUNT(*) FROM booked")).isEqualTo("1");
    }

    @Test
    void tellsTheServersErrors() {
        Sql.send("query", Map.of(), "SELECT * FROM no_such_table", List.of())
                .statusCode(422)
                .body("code", equalTo(2003))
                .body("message", containsString("NO_SUCH_TABLE"));
        Sql.send("query", Map.of(), "SELEC 1", List.of()).statusCode(422).body("code", equalTo(1003));
        assertThat(Sql.one(ARROW_ON_THE_JVM, "long", "SELECT 1"))
                .as("the connection is still good")
                .isEqualTo("1");
    }

    @Test
    void logsInByKeyPair() {
        assertThat(Sql.one("scripted", "long", "SELECT 1")).isEqualTo("1");

        assertThat(scripted.logins().getLast().body())
                .contains("\"SNOWFLAKE_JWT\"")
                .contains("\"JDBC_QUERY_RESULT_FORMAT\":\"JSON\"")
                .doesNotContain("correct-horse");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    refusal 390144 | this machine says
                    refusal 390318 | has expired
                    status 403     | 403 Forbidden
                    cut            | hung up
                    """)
    void explainsFailedLogins(String answer, String said) {
        scripted.onLogin(ScriptedSnowflake.described(answer));

        Sql.send("query", Map.of("on", "scripted"), "SELECT 1", List.of())
                .statusCode(422)
                .body("message", containsString(said));
    }

    @Test
    void isHealthyAndMeasured() {
        get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("agroal_acquire_count_total{datasource=\"default\""));
    }
}
