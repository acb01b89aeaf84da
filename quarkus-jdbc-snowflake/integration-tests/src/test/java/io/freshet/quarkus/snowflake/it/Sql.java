package io.freshet.quarkus.snowflake.it;

import static io.restassured.RestAssured.given;

import io.restassured.common.mapper.TypeRef;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Sends SQL to the application. */
final class Sql {

    private static final TypeRef<List<List<String>>> ROWS = new TypeRef<>() {};

    private Sql() {}

    static List<List<String>> query(String on, String as, String sql, String... values) {
        return send("query", Map.of("on", on, "as", as), sql, List.of(Arrays.asList(values)))
                .statusCode(200)
                .extract()
                .as(ROWS);
    }

    /** The one value of the one row. */
    static String one(String on, String as, String sql, String... values) {
        return query(on, as, sql, values).getFirst().getFirst();
    }

    static List<Integer> update(String sql, String... values) {
        return batch(sql, List.of(Arrays.asList(values)));
    }

    static List<Integer> batch(String sql, List<List<String>> rows) {
        return send("update", Map.of(), sql, rows)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("$", Integer.class);
    }

    static ValidatableResponse send(String path, Map<String, Object> parameters, String sql, List<List<String>> rows) {
        return given().contentType(ContentType.JSON)
                .queryParams(parameters)
                .body(Map.of("sql", sql, "rows", rows))
                .post("/sql/" + path)
                .then();
    }
}
