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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a store that denies one file, which no real store here can be brought to do. */
class LoadLoopTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
    private static final String FOLDER = "v1/numbers/AbCdEfGhIjKlMnOpQrStUv/p=00000/dt=2026-11-20/";
    private static final String DENIED = FOLDER + "00000000000000000000-00000000000000000002.ndjson.zst";
    private static final String BEHIND = FOLDER + "00000000000000000002-00000000000000000003.ndjson.zst";

    @Test
    void fileThatIsDeniedDoesNotStandInTheWayOfThoseBehindIt(@TempDir Path data) throws Exception {
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", LoadLoopTest::answer);
        store.start();
        try (Warehouse warehouse = Warehouse.open(data.resolve("warehouse.duckdb"))) {
            LoadHistory history = LoadHistory.read(warehouse);
            LoadLoop loop = new LoadLoop(
                    ObjectStoreFiles.connect(
                            new StoreAccess(
                                    "http://127.0.0.1:" + store.getAddress().getPort(), "local", "b", "", "k", "s"),
                            data.resolve("download")),
                    new FileLoader(warehouse, history, CLOCK),
                    history,
                    Pipes.read(warehouse),
                    Announcements.AS_LISTED,
                    Duration.ofMillis(50),
                    CLOCK);
            Thread running = Thread.ofPlatform().start(loop);

            await().atMost(Duration.ofSeconds(30)).until(() -> history.knows(BEHIND));

            assertThat(history.knows(DENIED)).isFalse();
            assertThat(loop.storeAnswers()).isTrue();
            loop.end(running);
        } finally {
            store.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith(DENIED)) {
            send(exchange, 403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>".getBytes(UTF_8));
        } else if (path.endsWith(BEHIND)) {
            send(exchange, 200, Zstd.compress("{\"n\":1}\n".getBytes(UTF_8)));
        } else {
            String listing = "<ListBucketResult><IsTruncated>false</IsTruncated>" + listed(DENIED) + listed(BEHIND)
                    + "</ListBucketResult>";
            send(exchange, 200, listing.getBytes(UTF_8));
        }
    }

    private static String listed(String key) {
        return "<Contents><Key>" + key
                + "</Key><Size>1</Size><ETag>\"e\"</ETag><LastModified>2026-11-20T11:00:00.000Z</LastModified></Contents>";
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
