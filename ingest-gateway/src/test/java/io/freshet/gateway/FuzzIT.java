package io.freshet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.FuzzRequests.Request;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 100,000 requests that nobody wrote: none is our fault, none hangs, none shows a stack trace. {@code -Dfreshet.seed} repeats a run. */
final class FuzzIT {
    private static final long SEED = Long.getLong("freshet.seed", 20261121);
    private static final int REQUESTS = Integer.getInteger("freshet.fuzz.requests", 100_000);
    private static final int CONNECTIONS = 8;
    private static final long MEMORY_MIB = 480;

    @Test
    void noRequestIsOurFaultOrHangsOrShowsAStackTrace() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(Map.of(
                "freshet.gateway.limits.body-timeout",
                "20S",
                "quarkus.log.category.\"org.apache.kafka\".level",
                "OFF"))) {
            // What other tests left in the registry may be complained of at the start, before this.
            int started = gateway.log().length();
            AtomicLong next = new AtomicLong();
            Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
            ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS);
            List<Future<?>> runs = java.util.stream.IntStream.range(0, CONNECTIONS)
                    .<Future<?>>mapToObj(i -> senders.submit(() -> send(gateway, next, statuses)))
                    .toList();
            for (Future<?> run : runs) {
                run.get(20, TimeUnit.MINUTES);
            }
            senders.shutdown();
            System.out.println("Fuzz: seed " + SEED + ", statuses " + new TreeMap<>(statuses));
            assertThat(gateway.log().substring(started)).doesNotContain("Exception", "\tat ", "unexpectedly", "ERROR");
            assertThat(gateway.post("user-activity", "{\"timestamp\":1,\"user_id\":\"u\",\"action\":\"view\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(residentMiB(gateway)).isLessThan(MEMORY_MIB);
            assertThat(gateway.metrics())
                    .contains("freshet_gateway_under_way_records 0.0", "freshet_gateway_bodies_bytes 0.0");
        }
    }

    private static void send(GatewayProcess gateway, AtomicLong next, Map<Integer, AtomicLong> statuses) {
        FuzzConnection connection = new FuzzConnection(gateway.port);
        for (long n = next.getAndIncrement(); n < REQUESTS; n = next.getAndIncrement()) {
            Request request = FuzzRequests.of(SEED + n);
            String problem = problem(connection, request, statuses);
            if (problem != null) {
                throw new AssertionError("seed %d, request %d: %s%n%s"
                        .formatted(SEED, n, problem, smallest(gateway, request, statuses)));
            }
        }
        connection.close();
    }

    private static @Nullable String problem(
            FuzzConnection connection, Request request, Map<Integer, AtomicLong> statuses) {
        try {
            FuzzConnection.Heard heard = connection.ask(request);
            statuses.computeIfAbsent(heard.status(), s -> new AtomicLong()).incrementAndGet();
            // 501 and 505 tell the sender that there is no such method or version of the protocol.
            if (heard.status() >= 500 && heard.status() != 501 && heard.status() != 505) {
                return "answered " + heard.status() + " " + heard.body();
            }
            return heard.body().contains("Exception") || heard.body().contains("\tat ")
                    ? "a stack trace: " + heard.body()
                    : null;
        } catch (SocketTimeoutException e) {
            return "no answer";
        } catch (IOException e) {
            return "connection failed: " + e;
        }
    }

    /** The request with all left out that can be without the problem going away. */
    private static Request smallest(GatewayProcess gateway, Request failing, Map<Integer, AtomicLong> statuses) {
        Request smallest = failing;
        for (int i = smallest.headers().size() - 1; i >= 0; i--) {
            Request candidate = smallest.without(i);
            smallest = problem(new FuzzConnection(gateway.port), candidate, statuses) == null ? smallest : candidate;
        }
        for (int part = smallest.body().length / 2; part > 0; part /= 2) {
            Request candidate = smallest.with(Arrays.copyOf(smallest.body(), smallest.body().length - part));
            smallest = problem(new FuzzConnection(gateway.port), candidate, statuses) == null ? smallest : candidate;
        }
        return smallest;
    }

    private static long residentMiB(GatewayProcess gateway) throws IOException {
        Path status = Path.of("/proc", Long.toString(gateway.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status, StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
