package io.freshet.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpFaultProxyTest {
    private static final String HELLO_SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private final Queue<Exchange> witnessed = new ConcurrentLinkedQueue<>();
    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpServer upstream;
    private HttpFaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", this::answer);
        upstream.start();
        proxy = HttpFaultProxy.to(upstream.getAddress().getPort(), 7, witnessed::add);
    }

    @AfterEach
    void stop() {
        http.close();
        proxy.close();
        upstream.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        arrived.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(201, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(proxy.endpoint() + path))
                        .timeout(Duration.ofSeconds(2))
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void passesRequestsAndTellsTheWitness() throws Exception {
        HttpResponse<String> response = put("/a/b?c=d", "hello");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("hello");
        await().until(() -> !witnessed.isEmpty());
        assertThat(witnessed).containsExactly(new Exchange("PUT", "/a/b", 5, HELLO_SHA256, 201));
    }

    @Test
    void passesABodyThatIsAnnouncedFirst() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.endpoint() + "/big"))
                .expectContinue(true)
                .PUT(BodyPublishers.ofString("x".repeat(3 << 20)))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).body()).hasSize(3 << 20);
    }

    @Test
    void answersItselfSoThatUpstreamSeesNothing() throws Exception {
        proxy.faults(HttpFaults.always(HttpFaults.CLOCK_SKEW));
        HttpResponse<String> response = put("/a", "hello");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("<Code>RequestTimeTooSkewed</Code>");
        assertThat(arrived).isEmpty();
        assertThat(witnessed).isEmpty();
    }

    @Test
    void losesTheResponseOfWhatWasDone() throws Exception {
        proxy.faults(HttpFaults.always(new HttpFaults.LoseResponse()));
        assertThatThrownBy(() -> put("/a", "hello")).isInstanceOf(IOException.class);
        await().until(() -> !witnessed.isEmpty());
        assertThat(witnessed)
                .allMatch(Exchange::succeeded)
                .allMatch(seen -> seen.sha256().equals(HELLO_SHA256));
    }

    @Test
    void hangsUntilTheFaultIsLifted() throws Exception {
        proxy.faults(HttpFaults.always(new HttpFaults.Hang()));
        assertThatThrownBy(() -> put("/a", "hello")).isInstanceOf(HttpTimeoutException.class);
        proxy.faults(HttpFaults.NONE);
        assertThat(put("/a", "hello").statusCode()).isEqualTo(201);
        assertThat(arrived).hasSize(1);
    }

    @Test
    void isSlow() throws Exception {
        proxy.faults(HttpFaults.always(new HttpFaults.Slow(Duration.ofMillis(300))));
        long begun = System.nanoTime();
        assertThat(put("/a", "hello").statusCode()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void drawsTheSameLotsFromTheSameSeed() throws Exception {
        HttpFaults third = HttpFaults.NONE.with(0.3, HttpFaults.SLOW_DOWN);
        proxy.faults(third);
        List<Integer> first = statuses();
        proxy.close();
        proxy = HttpFaultProxy.to(upstream.getAddress().getPort(), 7, witnessed::add);
        proxy.faults(third);
        assertThat(statuses()).isEqualTo(first);
        assertThat(first.stream().filter(status -> status == 503).count()).isBetween(15L, 45L);
    }

    private List<Integer> statuses() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            statuses.add(put("/a", "hello").statusCode());
        }
        return statuses;
    }

    @Test
    void refusesChancesOfMoreThanOneTogether() {
        HttpFaults most = HttpFaults.NONE.with(0.7, HttpFaults.DENIED);
        assertThatThrownBy(() -> most.with(0.4, HttpFaults.DENIED)).isInstanceOf(IllegalArgumentException.class);
    }
}
