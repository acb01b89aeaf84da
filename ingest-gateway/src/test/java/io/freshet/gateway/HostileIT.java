package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Senders that want memory or patience that they cannot have. */
final class HostileIT {
    private static final int BOMBS = 100;
    private static final int SLOW = 200;
    private static final long MOST_MORE_MIB = 64;
    private static final String ACTIVITY = "{\"timestamp\":1763633730000,\"user_id\":\"u\",\"action\":\"view\"}";

    /** The heap is there from the start, so that what is more is what is beside it. */
    @Test
    void hundredGzipBombsAtOnceTakeLittleMemory() throws IOException {
        try (GatewayProcess gateway = GatewayProcess.start(
                Map.of("-Xms", "256m", "-XX:", "+AlwaysPreTouch", "freshet.gateway.limits.bodies", "32M"))) {
            byte[] bomb = bomb(1 << 30);
            assertThat(gateway.post("user-activity", ACTIVITY).statusCode()).isEqualTo(200);
            int first = status(gateway, bomb);
            long before = gateway.residentMiB();
            List<Integer> statuses;
            try (ExecutorService senders = Executors.newFixedThreadPool(BOMBS)) {
                List<CompletableFuture<Integer>> answers = IntStream.range(0, BOMBS)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(gateway, bomb), senders))
                        .toList();
                statuses = answers.stream().map(CompletableFuture::join).toList();
            }
            long more = gateway.residentMiB() - before;
            System.out.printf(
                    "100 gzip bombs of 1 GiB: %d MiB more, statuses %s%n",
                    more, List.copyOf(new java.util.TreeSet<>(statuses)));
            assertThat(first).isEqualTo(413);
            assertThat(statuses).containsAnyOf(413).allMatch(s -> s == 413 || s == 429);
            assertThat(more).isLessThanOrEqualTo(MOST_MORE_MIB);
            assertThat(gateway.post("user-activity", ACTIVITY).statusCode()).isEqualTo(200);
            assertThat(gateway.metrics()).contains("freshet_gateway_bodies_bytes 0.0");
        }
    }

    @Test
    void bodiesThatComeTooSlowlyAreTimedOutAndOthersAreServedMeanwhile() {
        try (GatewayProcess gateway = GatewayProcess.start(Map.of("freshet.gateway.limits.body-timeout", "3S"))) {
            List<Raw> slow = new ArrayList<>();
            for (int i = 0; i < SLOW; i++) {
                slow.add(new Raw(gateway.port)
                        .say("POST /v1/events/user-activity HTTP/1.1\r\nHost: h\r\nContent-Length: 500\r\n\r\n{"));
            }
            assertThat(gateway.post("user-activity", ACTIVITY).statusCode()).isEqualTo(200);

            assertThat(slow).allSatisfy(connection -> {
                assertThat(connection.hearAll()).startsWith("HTTP/1.1 408");
                connection.close();
            });
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(gateway.metrics()).contains("freshet_gateway_bodies_bytes 0.0"));
        }
    }

    private static int status(GatewayProcess gateway, byte[] gzip) {
        try (Raw connection = new Raw(gateway.port)) {
            connection.say(
                    "POST /v1/events/user-activity HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                            .formatted(gzip.length));
            connection.say(gzip);
            String answer = connection.hearUntil("\r\n");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private static byte[] bomb(long bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16)) {
            byte[] blank = " ".repeat(1 << 20).getBytes(ISO_8859_1);
            for (long written = 0; written < bytes; written += blank.length) {
                gzip.write(blank);
            }
        }
        return out.toByteArray();
    }
}
