package io.freshet.local.twin.query;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** {@code GET /v1/loads}: the load history by table and status, with the latest error of each. */
final class LoadsRoute implements QueryServer.Route {
    private static final String SUMMARY = """
            SELECT
              table_name, status, count(*) AS files, sum(row_count)::BIGINT AS "rows", max(last_load_time) AS last_load_time,
              arg_max(file_name, last_load_time) AS last_file,
              arg_max(first_error_message, last_load_time) AS last_error,
              arg_max(first_error_line, last_load_time) AS last_error_line
            FROM ops.load_history GROUP BY table_name, status ORDER BY table_name, status
            """;

    private final QueryRunner queries;

    LoadsRoute(QueryRunner queries) {
        this.queries = queries;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        Answers.outcome(exchange, queries.run(SUMMARY));
    }
}
