package io.freshet.warehouse.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.warehouse.reconcile.Load;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Snowflake. The history is that of the last 14 days ({@code INFORMATION_SCHEMA.COPY_HISTORY}); older files are judged by their rows alone.
 *
 * @see <a href="https://docs.snowflake.com/en/sql-reference/functions/copy_history">COPY_HISTORY</a>
 */
public final class Snowflake implements LoadSide {
    private static final JsonMapper JSON = new JsonMapper();

    private final SqlSession session;

    /** @param session in the database of the migrations; closed with this */
    public Snowflake(SqlSession session) {
        this.session = session;
    }

    @Override
    public Map<String, List<Load>> loads(Set<String> tables) {
        Map<String, List<Load>> loads = new HashMap<>();
        for (String table : present(tables)) {
            session.query(
                    "SELECT stage_location || file_name, status, row_count, COALESCE(first_error_message, ''),"
                            + " TO_VARCHAR(CONVERT_TIMEZONE('UTC', last_load_time), 'YYYY-MM-DD\"T\"HH24:MI:SS.FF3\"Z\"')"
                            + " FROM TABLE(INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => 'BRONZE." + upper(table)
                            + "', START_TIME => DATEADD('day', -14, CURRENT_TIMESTAMP())))"
                            + " WHERE status <> 'Load in progress'",
                    row -> {
                        String key = key(String.valueOf(row.get(0)));
                        loads.computeIfAbsent(key, any -> new ArrayList<>())
                                .add(new Load(
                                        key,
                                        "Loaded".equalsIgnoreCase(row.get(1)),
                                        Long.parseLong(String.valueOf(row.get(2))),
                                        String.valueOf(row.get(3)),
                                        Instant.parse(String.valueOf(row.get(4)))));
                    });
        }
        loads.values().forEach(all -> all.sort(Comparator.comparing(Load::at)));
        return loads;
    }

    /** The path in the bucket or container, which is what METADATA$FILENAME says too. */
    static String key(String location) {
        return location.replaceFirst("^(?:s3[a-z]*://[^/]+/|azure://[^/]+/[^/]+/|gcs://[^/]+/)", "");
    }

    @Override
    public Map<String, Long> rows(Set<String> tables) {
        Map<String, Long> rows = new HashMap<>();
        for (String table : present(tables)) {
            session.query(
                    "SELECT file_name, COUNT(*) FROM bronze." + upper(table) + " GROUP BY file_name",
                    row -> rows.merge(
                            key(String.valueOf(row.get(0))), Long.parseLong(String.valueOf(row.get(1))), Long::sum));
        }
        return rows;
    }

    @Override
    public List<LoadedHour> hours(Set<String> tables, Instant since) {
        List<LoadedHour> hours = new ArrayList<>();
        for (String table : present(tables)) {
            session.query(
                    "SELECT src:_meta.topic_id::VARCHAR, src:_meta.partition::INTEGER,"
                            + " TO_VARCHAR(DATE_TRUNC('hour', src:_meta.timestamp::TIMESTAMP_NTZ), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
                            + " COUNT(DISTINCT src:_meta.offset::INTEGER) FROM bronze." + upper(table)
                            + " WHERE src:_meta.timestamp::TIMESTAMP_NTZ >= '" + since
                            + "'::TIMESTAMP_NTZ GROUP BY 1, 2, 3",
                    row -> hours.add(new LoadedHour(
                            String.valueOf(row.get(0)),
                            Integer.parseInt(String.valueOf(row.get(1))),
                            Instant.parse(String.valueOf(row.get(2))),
                            Long.parseLong(String.valueOf(row.get(3))))));
        }
        return hours;
    }

    @Override
    public List<RejectedHour> rejected(Instant since) {
        List<RejectedHour> hours = new ArrayList<>();
        session.query(
                "SELECT src:type::VARCHAR, TO_VARCHAR(DATE_TRUNC('hour', src:received_at::TIMESTAMP_NTZ), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
                        + " COUNT(DISTINCT src:id::VARCHAR) FROM bronze.EVENTS_REJECTED WHERE src:protocol::VARCHAR = 'relay'"
                        + " AND src:received_at::TIMESTAMP_NTZ >= '" + since + "'::TIMESTAMP_NTZ GROUP BY 1, 2",
                row -> hours.add(new RejectedHour(
                        String.valueOf(row.get(0)),
                        Instant.parse(String.valueOf(row.get(1))),
                        Long.parseLong(String.valueOf(row.get(2))))));
        return hours;
    }

    @Override
    public Set<String> paused(Set<String> tables) {
        Set<String> paused = new HashSet<>();
        for (String table : present(tables)) {
            session.query("SELECT SYSTEM$PIPE_STATUS('bronze." + pipe(table) + "')", row -> {
                if (!"RUNNING".equals(state(String.valueOf(row.getFirst())))) {
                    paused.add(table);
                }
            });
        }
        return paused;
    }

    private static String state(String status) {
        try {
            return JSON.readTree(status).path("executionState").asText();
        } catch (JsonProcessingException e) {
            return status;
        }
    }

    @Override
    public void refresh(String table, String key) {
        // The pipe's own path is in front of the prefix; it ends with the topic's folder.
        session.execute("ALTER PIPE bronze." + pipe(table) + " REFRESH PREFIX = '" + underPipe(key) + "'");
    }

    /** What follows the topic's folder: {@code …/v1/<topic>/} is where a pipe begins. */
    static String underPipe(String key) {
        int root = key.startsWith("v1/") ? 0 : key.indexOf("/v1/") + 1;
        int topic = key.indexOf('/', root + 3);
        return topic < 0 ? key : key.substring(topic + 1);
    }

    @Override
    public void resume(String table) {
        session.execute("ALTER PIPE bronze." + pipe(table) + " SET PIPE_EXECUTION_PAUSED = FALSE");
    }

    private Set<String> present(Set<String> tables) {
        Set<String> present = new TreeSet<>();
        session.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'BRONZE'", row -> {
            String name = String.valueOf(row.getFirst()).toLowerCase(Locale.ROOT);
            if (tables.contains(name)) {
                present.add(name);
            }
        });
        return present;
    }

    private static String pipe(String table) {
        return upper(table) + "_PIPE";
    }

    private static String upper(String table) {
        return table.toUpperCase(Locale.ROOT);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException ignored) {
            // the program ends
        }
    }
}
