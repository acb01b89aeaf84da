package io.freshet.local.twin.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freshet.local.store.StoreAccess;
import io.freshet.local.twin.warehouse.Warehouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipes that are paused, told of a file never or twice, and asked to look again; a store and a clock that do as they are told. */
class PipesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TABLE = "numbers";

    private final Map<String, Instant> staged = new ConcurrentSkipListMap<>();
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final AtomicInteger listings = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private HttpServer store;

    @SuppressWarnings("NullAway.Init")
    private Warehouse warehouse;

    @SuppressWarnings("NullAway.Init")
    private Pipes pipes;

    @BeforeEach
    void open() throws Exception {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", this::answer);
        store.start();
        warehouse = Warehouse.open(data.resolve("warehouse.duckdb"));
        pipes = Pipes.read(warehouse);
    }

    @AfterEach
    void close() {
        store.stop(0);
        warehouse.close();
    }

    @Test
    void aPausedPipeLoadsNothingAndLoadsAllOfItWhenItIsResumed() throws Exception {
        pipes.pause(TABLE);
        put(0);
        put(1);
        try (Running running = new Running(Announcements.AS_LISTED)) {
            await().atMost(PATIENCE).until(() -> pipes.waiting().equals(Map.of(TABLE, 2)));
            assertThat(running.loaded()).isZero();
            assertThat(Pipes.read(warehouse).paused())
                    .as("outlives the process")
                    .containsExactly(TABLE);
            assertThat(text("SELECT ops.pipe_status('numbers')")).contains("\"executionState\":\"PAUSED\"");

            pipes.resume(TABLE);

            await().atMost(PATIENCE).until(() -> running.loaded() == 2);
            assertThat(text("SELECT ops.pipe_status('numbers')"))
                    .contains("RUNNING")
                    .contains("lastIngestedFilePath");
            assertThat(
                            text(
                                    "SELECT string_agg(status || row_count, ' ') FROM ops.copy_history('NUMBERS', TIMESTAMPTZ '2026-01-01')"))
                    .as("of the last 14 days by the database's own clock")
                    .isIn("Loaded1 Loaded1", "null");
        }
    }

    @Test
    void aFileOfWhichNobodyToldIsLoadedByRefresh() throws Exception {
        put(0);
        try (Running running = new Running(new DisturbedAnnouncements(1, 100))) {
            awaitListings(12);
            assertThat(running.loaded()).isZero();

            pipes.refresh(TABLE, "");

            await().atMost(PATIENCE).until(() -> running.loaded() == 1);
        }
    }

    @Test
    void refreshLooksOnlyAtTheLastSevenDays() throws Exception {
        staged.put(key(0), NOW.minus(Duration.ofDays(8)));
        put(1);
        try (Running running = new Running(new DisturbedAnnouncements(1, 100))) {
            pipes.refresh(TABLE, "");
            await().atMost(PATIENCE).until(() -> running.loaded() == 1);
            awaitListings(5);

            assertThat(running.loaded()).isEqualTo(1);
            assertThat(running.history.knows(key(1))).isTrue();
        }
    }

    @Test
    void aPipeForgetsAfterFourteenDaysAndTheListingNever() throws Exception {
        put(0);
        try (Running running = new Running(new DisturbedAnnouncements(1))) {
            await().atMost(PATIENCE).until(() -> running.loaded() == 1);
            clock.set(NOW.plus(Duration.ofDays(13)));
            staged.put(key(0), clock.get());
            pipes.refresh(TABLE, "");
            awaitListings(5);
            assertThat(running.loaded()).as("known for 13 days").isEqualTo(1);

            clock.set(NOW.plus(Duration.ofDays(15)));
            staged.put(key(0), clock.get());
            pipes.refresh(TABLE, "");
            await().atMost(PATIENCE).until(() -> running.loaded() == 2);
        }
        clock.set(NOW.plus(Duration.ofDays(40)));
        staged.put(key(0), clock.get());
        try (Running listing = new Running(Announcements.AS_LISTED)) {
            awaitListings(5);
            assertThat(listing.loaded()).as("what a person at a laptop has").isEqualTo(2);
        }
    }

    private void put(long from) {
        staged.put(key(from), NOW.minusSeconds(60));
    }

    private static String key(long from) {
        return "v1/numbers/AbCdEfGhIjKlMnOpQrStUv/p=00000/dt=2026-11-20/%020d-%020d.ndjson.zst"
                .formatted(from, from + 1);
    }

    private void awaitListings(int more) {
        int until = listings.get() + more;
        await().atMost(PATIENCE).until(() -> listings.get() >= until);
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private final class Running implements AutoCloseable {
        private final LoadHistory history = LoadHistory.read(warehouse);
        private final LoadLoop loop;
        private final Thread thread;

        Running(Announcements announcements) throws SQLException {
            loop = new LoadLoop(
                    ObjectStoreFiles.connect(
                            new StoreAccess(
                                    "http://127.0.0.1:" + store.getAddress().getPort(), "local", "b", "", "k", "s"),
                            data.resolve("download")),
                    new FileLoader(warehouse, history, clock::get),
                    history,
                    pipes,
                    announcements,
                    Duration.ofMillis(20),
                    clock::get);
            thread = Thread.ofPlatform().start(loop);
        }

        long loaded() throws SQLException {
            return Long.parseLong(text("SELECT count(*) FROM ops.load_history WHERE status = 'LOADED'"));
        }

        @Override
        public void close() {
            loop.end(thread);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith(".zst")) {
            send(exchange, Zstd.compress("{\"n\":1}\n".getBytes(UTF_8)));
            return;
        }
        boolean ours = String.valueOf(exchange.getRequestURI().getQuery()).contains("prefix=v1/");
        listings.addAndGet(ours ? 1 : 0);
        String contents = ours
                ? staged.entrySet().stream()
                        .map(file -> "<Contents><Key>" + file.getKey()
                                + "</Key><Size>1</Size><ETag>\"e\"</ETag><LastModified>" + file.getValue()
                                + "</LastModified></Contents>")
                        .collect(Collectors.joining())
                : "";
        send(
                exchange,
                ("<ListBucketResult><IsTruncated>false</IsTruncated>" + contents + "</ListBucketResult>")
                        .getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
