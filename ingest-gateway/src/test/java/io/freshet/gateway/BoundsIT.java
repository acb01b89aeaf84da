package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.fault.TcpFaults;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What takes long, or has no end, takes no more memory for it. */
final class BoundsIT {
    private static final Stack STACK = Stack.get();
    private static final String TYPE = """
            {"type":"record","name":"Long","freshet.ingest":true,"freshet.key":"user","fields":[
              {"name":"user","type":"string"},{"name":"n","type":"long"},{"name":"text","type":"string"}]}""";
    /** The heap is there from the start, so that what is more is what is beside it. */
    private static final String HEAP = "128m";

    private static final long MOST_MORE_MIB = 64;

    private static final int UNDER_WAY = 2000;
    private static final int EVENTS = 200;
    private static final int SENDERS = 24;
    private static final long SLOW_BYTES_PER_SECOND = 60_000;
    private static final Duration SLOW_FOR = Duration.ofSeconds(8);

    private static final long STREAM = (Boolean.getBoolean("freshet.long") ? 1024L : 200L) << 20;

    @Test
    void slowKafkaSlowsReadersThenSheds() throws InterruptedException {
        STACK.install("slow-events", TYPE);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        Queue<Long> refusedAfterMillis = new ConcurrentLinkedQueue<>();
        AtomicBoolean going = new AtomicBoolean(true);
        try (GatewayProcess gateway = GatewayProcess.start(Map.of(
                        "kafka.bootstrap.servers",
                        STACK.slow.address(),
                        "-Xms",
                        HEAP,
                        "-Xmx",
                        HEAP,
                        "-XX:",
                        "+AlwaysPreTouch",
                        "freshet.gateway.limits.events",
                        "1000",
                        "freshet.gateway.under-way.records",
                        Integer.toString(UNDER_WAY),
                        "freshet.gateway.kafka.delivery-timeout",
                        "30S"));
                ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> gateway.post("slow-events", event("first", 0)).statusCode() == 200);
            long before = gateway.residentMiB();
            STACK.slow.faults(TcpFaults.throttle(SLOW_BYTES_PER_SECOND));
            try {
                for (int i = 0; i < SENDERS; i++) {
                    String sender = "s" + i;
                    senders.execute(() -> {
                        for (int n = 0; going.get(); n += EVENTS) {
                            long start = System.nanoTime();
                            HttpResponse<String> answer =
                                    gateway.post("slow-events", "application/x-ndjson", events(sender, n));
                            statuses.add(answer.statusCode());
                            if (answer.statusCode() == 200) {
                                acknowledged.addAll(ids(sender, n));
                            } else if (answer.statusCode() == 429) {
                                refusedAfterMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
                            }
                        }
                    });
                }
                long end = System.nanoTime() + SLOW_FOR.toNanos();
                while (System.nanoTime() < end) {
                    assertThat(gateway.gauge("freshet_gateway_under_way_records"))
                            .isLessThanOrEqualTo(UNDER_WAY);
                    for (String bound : List.of("freshet_gateway_under_way_bytes", "freshet_gateway_bodies_bytes")) {
                        assertThat(gateway.gauge(bound)).isLessThanOrEqualTo(gateway.gauge(bound + "_limit"));
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            } finally {
                going.set(false);
                STACK.slow.faults(TcpFaults.NONE);
            }
            senders.shutdown();
            assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            long more = gateway.residentMiB() - before;
            System.out.printf(
                    "slow Kafka: %d requests, %d acknowledged, %d refused after %d ms (median), %d MiB more%n",
                    statuses.size(),
                    acknowledged.size() / EVENTS,
                    refusedAfterMillis.size(),
                    median(refusedAfterMillis),
                    more);

            assertThat(Set.copyOf(statuses)).containsExactlyInAnyOrder(200, 429);
            assertThat(median(refusedAfterMillis)).isGreaterThan(200);
            assertThat(more).isLessThanOrEqualTo(MOST_MORE_MIB);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> gateway.gauge("freshet_gateway_under_way_records") == 0
                            && gateway.gauge("freshet_gateway_under_way_bytes") == 0
                            && gateway.gauge("freshet_gateway_bodies_bytes") == 0);
        }
        assertThat(Topics.read("slow-events").stream()
                        .map(r -> new String(r.headers().lastHeader("ce_id").value(), UTF_8))
                        .collect(Collectors.toSet()))
                .containsAll(acknowledged);
    }

    @Test
    void streamMayBeLongerThanAllMemory() {
        STACK.install("long-stream", TYPE);
        try (GatewayProcess gateway =
                GatewayProcess.start(Map.of("-Xms", HEAP, "-Xmx", HEAP, "-XX:", "+AlwaysPreTouch"))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> gateway.post("long-stream", event("first", 0)).statusCode() == 200);
            long before = gateway.residentMiB();
            Lines lines = new Lines(STREAM);

            HttpResponse<String> answer = gateway.send(gateway.request("/v1/events/long-stream")
                            .timeout(Duration.ofMinutes(10))
                            .header("Content-Type", "application/x-ndjson")
                            .POST(BodyPublishers.ofInputStream(() -> lines)))
                    .join();

            long more = gateway.residentMiB() - before;
            System.out.printf("stream of %d MiB: %d events, %d MiB more%n", STREAM >> 20, lines.count.get(), more);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"accepted\":" + lines.count.get() + ",\"rejected\":0,\"retry\":0");
            assertThat(more).isLessThanOrEqualTo(MOST_MORE_MIB);
            assertThat(gateway.gauge("freshet_gateway_bodies_bytes")).isZero();
            assertThat(Topics.count("long-stream")).isEqualTo(lines.count.get() + 1);
        }
    }

    private static String events(String sender, int from) {
        return IntStream.range(from, from + EVENTS)
                .mapToObj(n -> event(sender, n))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> ids(String sender, int from) {
        return IntStream.range(from, from + EVENTS)
                .mapToObj(n -> sender + "/" + n)
                .toList();
    }

    private static String event(String sender, int n) {
        return "{\"user\":\"%s\",\"n\":%d,\"text\":\"%x\",\"_meta\":{\"id\":\"%s/%d\"}}"
                .formatted(sender, n, n * 0x9E3779B97F4A7C15L, sender, n);
    }

    private static long median(Queue<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** Events of a kilobyte, made as they are read. */
    private static final class Lines extends InputStream {
        private static final String TEXT = "x".repeat(960);

        private final long most;
        private byte[] line = {};
        private int at;
        private long made;
        private final AtomicInteger count = new AtomicInteger();

        Lines(long most) {
            this.most = most;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (at == line.length) {
                if (made >= most) {
                    return -1;
                }
                line = "{\"user\":\"u%d\",\"n\":%d,\"text\":\"%s\"}%n"
                        .formatted(count.get() % 1000, count.get(), TEXT)
                        .getBytes(US_ASCII);
                at = 0;
                made += line.length;
                count.incrementAndGet();
            }
            int some = Math.min(length, line.length - at);
            System.arraycopy(line, at, into, from, some);
            at += some;
            return some;
        }
    }
}
