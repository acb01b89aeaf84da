package io.freshet.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a twin of its own over one store; topics are named after the tests. */
class LocalTwinIT {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path stores;

    @SuppressWarnings("NullAway.Init")
    private static LocalStore store;

    @SuppressWarnings("NullAway.Init")
    private static RelayFiles files;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private LocalTwin twin;

    @BeforeAll
    static void startStore() {
        store = LocalStore.start(stores);
        files = new RelayFiles(store);
    }

    @AfterAll
    static void stopStore() {
        files.close();
        store.close();
    }

    @BeforeEach
    void startTwin() {
        twin = LocalTwin.start(data, store);
    }

    @AfterEach
    void stopTwin() {
        twin.close();
    }

    @Test
    void answersEmptyBeforeAnythingCame() {
        for (String table : List.of(
                "bronze.events_rejected", "silver.order_events", "gold.orders_hourly", "gold.customer_order_totals")) {
            assertThat(twin.query("SELECT * FROM " + table)).as(table).isEmpty();
        }
        assertThat(twin.query("SELECT count(*) AS n FROM silver.user_activity")).hasSize(1);
        assertThat(twin.query("SELECT count(*) AS n FROM gold.activity_by_country"))
                .hasSize(1);
    }

    @Test
    void loadsAFileIntoTheTableOfItsTopic() {
        files.putNumbers("loads.by-topic", 0, 3);
        awaitStatus("loads_by_topic", "LOADED", 1);

        assertThat(twin.query("SELECT src->>'n' AS n, file_name, file_row, loaded_at IS NOT NULL AS at"
                        + " FROM bronze.loads_by_topic ORDER BY file_row"))
                .containsExactly(row("0", 1L), row("1", 2L), row("2", 3L));
    }

    private static Map<String, @Nullable Object> row(String n, long line) {
        return Map.of("n", n, "file_name", RelayFiles.key("loads.by-topic", 0, 0, 3), "file_row", line, "at", true);
    }

    @Test
    void loadsEachFileOnceHoweverOftenItIsKilled() {
        int batches = 12;
        for (int i = 0; i < batches; i++) {
            files.putNumbers("killed", i * 2_000L, (i + 1) * 2_000L);
            if (i % 4 == 3) {
                twin.kill();
                twin.restart();
            }
        }
        awaitStatus("killed", "LOADED", batches);

        assertThat(twin.query("SELECT count(*) AS n, count(DISTINCT src->>'n') AS d FROM bronze.killed"))
                .containsExactly(Map.of("n", batches * 2_000L, "d", batches * 2_000L));
    }

    @Test
    void loadsEachFileOnceHoweverLateAndOftenItHearsOfIt(@TempDir Path other) {
        int batches = 8;
        try (LocalTwin disturbed = LocalTwin.startDisturbed(other, store, "", 5)) {
            for (int i = 0; i < batches; i++) {
                files.putNumbers("disturbed", i * 100L, (i + 1) * 100L);
            }
            await().atMost(BOUND)
                    .ignoreExceptions()
                    .until(() -> disturbed
                            .query("SELECT count(*) AS n FROM bronze.disturbed")
                            .equals(List.of(Map.of("n", batches * 100L))));
            assertThat(disturbed.query("SELECT count(DISTINCT src->>'n') AS d FROM bronze.disturbed"))
                    .containsExactly(Map.of("d", batches * 100L));
        }
    }

    @Test
    void ignoresChangedContentUnderAKnownName() {
        files.putNumbers("changed", 0, 2);
        awaitStatus("changed", "LOADED", 1);
        files.put(RelayFiles.key("changed", 0, 0, 2), List.of("{\"n\":\"other\"}", "{\"n\":\"other\"}", "{}"));
        twin.restart();
        files.putNumbers("changed", 2, 3);
        awaitStatus("changed", "LOADED", 2);

        assertThat(twin.query("SELECT src->>'n' AS n FROM bronze.changed ORDER BY 1"))
                .extracting(row -> row.get("n"))
                .containsExactly("0", "1", "2");
    }

    @Test
    void skipsWhatSnowflakeRefusesAndSaysWhy() {
        Map<String, byte[]> bad = Map.of(
                "NaN", zstd("{\"ok\":1}\n{\"a\":NaN}\n"),
                "duplicate", zstd("{\"ok\":1}\n{\"a\":1,\"a\":2}\n"),
                "utf", Zstd.compress("{\"ok\":1}\n{\"a\":\"\u00e9\"}\n".getBytes(ISO_8859_1)),
                "cut off", zstd("{\"ok\":1}\n{\"a\":"),
                "two values", zstd("{\"ok\":1}\n{} {}\n"),
                "no json", zstd("{\"ok\":1}\nhello\n"),
                "half a pair", zstd("{\"ok\":1}\n{\"a\":\"\\ud800\"}\n"),
                "long row", zstd("{\"ok\":1}\n{\"a\":\"" + "x".repeat(17 * 1024 * 1024) + "\"}\n"));
        long offset = 0;
        for (byte[] content : bad.values()) {
            files.put(RelayFiles.key("refused", 0, offset, ++offset), content);
        }
        files.put(RelayFiles.key("refused", 1, 0, 1), "no zstd at all".getBytes(ISO_8859_1));
        byte[] whole = zstd("{\"a\":\"" + "abc".repeat(1000) + "\"}\n");
        files.put(RelayFiles.key("refused", 2, 0, 1), Arrays.copyOf(whole, whole.length - 5));
        files.put(RelayFiles.key("refused", 3, 0, 1), List.of("{\"good\":true}"));

        awaitStatus("refused", "LOAD_FAILED", bad.size() + 2);
        awaitStatus("refused", "LOADED", 1);
        assertThat(twin.query("SELECT src FROM bronze.refused")).containsExactly(Map.of("src", "{\"good\":true}"));
        List<Map<String, @Nullable Object>> failures =
                twin.query("SELECT first_error_message AS message, first_error_line AS line FROM ops.load_history"
                        + " WHERE table_name = 'refused' AND status = 'LOAD_FAILED' AND file_name LIKE '%p=00000%'");
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure.get("line")).as("%s", failure).isEqualTo(2L);
            assertThat(failure.get("message")).asString().isNotBlank();
        });
        assertThat(failures)
                .extracting(failure -> String.valueOf(failure.get("message")))
                .anySatisfy(message -> assertThat(message).contains("invalid UTF-8"))
                .anySatisfy(message -> assertThat(message).contains("more than 16777216 bytes"))
                .anySatisfy(message -> assertThat(message).contains("Duplicate"));
    }

    @Test
    void looksOnlyAtTheRelaysFiles() {
        files.put("v1/strangers/readme.txt", zstd("{}"));
        files.put("v2/strangers/" + RelayFiles.TOPIC_ID + "/p=00000/dt=2026-11-20/x.ndjson.zst", zstd("{}"));
        files.put("v1/strangers/" + RelayFiles.TOPIC_ID + "/p=0/dt=today/1-2.ndjson.zst", zstd("{}"));
        files.put("other/" + RelayFiles.key("strangers", 0, 0, 1), zstd("{}"));
        files.putNumbers("strangers-no-more", 0, 1);
        awaitStatus("strangers_no_more", "LOADED", 1);

        assertThat(twin.query("SELECT 1 FROM ops.load_history WHERE table_name = 'strangers'"))
                .isEmpty();
    }

    @Test
    void waitsForAStoreThatIsDown() throws Exception {
        store.kill();
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(Files.readString(data.resolve("twin.log")))
                        .contains("Object store does not answer"));
        assertThat(twin.query("SELECT 1 AS one")).containsExactly(Map.of("one", 1L));
        store.restart();
        files.putNumbers("returned", 0, 1);
        awaitStatus("returned", "LOADED", 1);
        assertThat(Files.readString(data.resolve("twin.log"))).contains("Object store answers again");
    }

    @Test
    void countsEachEventOnceInSilverAndGold() {
        String minute = "2026-11-20T12:00:";
        List<String> rows = new ArrayList<>(List.of(
                RelayFiles.activity(0, "a", "ann", "view", "DE", minute + "01.000Z"),
                RelayFiles.activity(1, "b", "ann", "click", "DE", minute + "02.000Z"),
                RelayFiles.activity(2, "c", "bob", "purchase", "DE", minute + "59.999Z"),
                RelayFiles.activity(3, "d", "bob", "search", "FR", minute + "03.000Z"),
                RelayFiles.activity(4, "e", "cid", "scroll", "", minute + "03.000Z"),
                // The sender said it again: another record, the same event.
                RelayFiles.activity(5, "b", "ann", "click", "DE", minute + "02.000Z"),
                RelayFiles.activity(6, "f", "ann", "click", "DE", "2026-11-20T12:01:00.000Z")));
        files.put(RelayFiles.key("user-activity", 0, 0, 7), rows);
        // The same records in another file, as a replay into the same prefix would put them.
        files.put(RelayFiles.key("user-activity", 0, 0, 8), rows);
        awaitStatus("user_activity", "LOADED", 2);

        assertThat(twin.query("SELECT category, count(*) AS n FROM silver.user_activity GROUP BY 1 ORDER BY 1"))
                .containsExactly(
                        Map.of("category", "browse", "n", 3L),
                        Map.of("category", "conversion", "n", 1L),
                        Map.of("category", "engagement", "n", 2L));
        assertThat(twin.query("SELECT * FROM gold.activity_by_country WHERE country = 'DE' ORDER BY \"minute\""))
                .containsExactly(
                        gold("2026-11-20T12:00:00Z", "DE", 3, 1, 2, 1), gold("2026-11-20T12:01:00Z", "DE", 1, 0, 1, 1));
        assertThat(twin.query("SELECT sum(event_count)::BIGINT AS n FROM gold.activity_by_country"))
                .containsExactly(Map.of("n", 6L));
    }

    private static Map<String, @Nullable Object> gold(
            String minute, String country, long events, long purchases, long users, long engagements) {
        return Map.of(
                "minute", minute,
                "country", country,
                "event_count", events,
                "purchases", purchases,
                "unique_users", users,
                "engagements", engagements);
    }

    @Test
    void addsUpOrdersExactlyAndKeepsTheLatestTotals() {
        files.put(
                RelayFiles.key("order-events", 0, 0, 3),
                List.of(
                        order(0, "o1", "c1", "created", "0.10"),
                        order(1, "o1", "c1", "paid", "0.10"),
                        order(2, "o2", "c1", "created", "1234567890123456.70")));
        files.put(
                RelayFiles.key("customer-order-totals", 0, 0, 2),
                List.of(totals(0, 1, "0.10"), totals(1, 3, "99999999999999999999999999999999999.99")));
        awaitStatus("order_events", "LOADED", 1);
        awaitStatus("customer_order_totals", "LOADED", 1);

        assertThat(twin.query("SELECT * FROM gold.orders_hourly"))
                .containsExactly(Map.of(
                        "hour", "2026-11-20T12:00:00Z",
                        "order_events", 3L,
                        "orders", 2L,
                        "customers", 1L,
                        "order_total", new BigDecimal("1234567890123456.80")));
        assertThat(twin.query(
                        "SELECT customer_id, window_start, order_count, order_total FROM gold.customer_order_totals"))
                .containsExactly(Map.of(
                        "customer_id",
                        "c1",
                        "window_start",
                        "2026-11-20T12:00:00Z",
                        "order_count",
                        3L,
                        "order_total",
                        new BigDecimal("99999999999999999999999999999999999.99")));
    }

    private static String order(long offset, String order, String customer, String status, String total) {
        String time = "2026-11-20T12:00:0" + offset + ".000Z";
        return "{\"order_id\":\"" + order + "\",\"customer_id\":\"" + customer + "\",\"order_status\":\"" + status
                + "\",\"order_total\":" + total + ",\"created_at\":\"" + time + "\","
                + RelayFiles.meta("order-events", 0, offset, "id" + offset, time) + "}";
    }

    private static String totals(long offset, long count, String total) {
        return "{\"customer_id\":\"c1\",\"window_start\":\"2026-11-20T12:00:00.000Z\","
                + "\"window_end\":\"2026-11-20T13:00:00.000Z\",\"order_count\":" + count + ",\"order_total\":" + total
                + ",\"last_order_at\":\"2026-11-20T12:00:00.000Z\","
                + RelayFiles.meta("customer-order-totals", 0, offset, "t" + offset, "2026-11-20T12:00:00.000Z") + "}";
    }

    private void awaitStatus(String table, String status, long count) {
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(twin.query(
                                "SELECT file_name, first_error_message FROM ops.load_history WHERE table_name = '"
                                        + table + "' AND status = '" + status + "'"))
                        .hasSize((int) count));
    }

    private static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
