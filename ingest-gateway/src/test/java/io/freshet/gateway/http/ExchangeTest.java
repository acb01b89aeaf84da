package io.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.TestTypes;
import io.freshet.gateway.admission.Admission;
import io.freshet.gateway.admission.AdmitAnyone;
import io.freshet.gateway.admission.Attempt;
import io.freshet.gateway.admission.Budget;
import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.Credentials;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.Limits;
import io.freshet.gateway.admission.Origins;
import io.freshet.gateway.admission.Ticket;
import io.freshet.gateway.catalogue.CatalogueThread;
import io.freshet.gateway.catalogue.FakeRegistry;
import io.freshet.gateway.catalogue.TypeCatalogue;
import io.freshet.gateway.door.Door;
import io.freshet.gateway.door.Networks;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Intake;
import io.freshet.gateway.intake.TypedEvents;
import io.freshet.gateway.meter.IngestMeters;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.privacy.Privacy;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.gateway.publish.UnderWay;
import io.freshet.model.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a request, through a real HTTP server; only what lies behind the gateway is in memory. */
@SuppressWarnings("NullAway.Init")
final class ExchangeTest {
    private static final Limits LIMITS = new Limits(1 << 20, 1 << 16, 1 << 16, 10);
    private static final int INLINE = 1 << 14;
    private static final String EVENT = "{\"user\":\"u\",\"n\":%d,\"_meta\":{\"type\":\"shop\"}}";

    private final Vertx vertx = Vertx.vertx();
    private final Budget bodies = new Budget(8 << 20);
    private final AtomicInteger durable = new AtomicInteger();
    private final Caller caller = Caller.anonymous(Origins.NONE, Privacy.DEFAULT);
    private Admission admission = new AdmitAnyone(caller);
    private Dialect dialect = new NativeDialect(new TypedEvents(LIMITS));
    private @Nullable String name;
    private HttpServer server;

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() {
        FakeRegistry registry = new FakeRegistry();
        registry.add("shop", TestTypes.SHOP);
        TypeCatalogue catalogue = registry.catalogue(directory);
        CatalogueThread lookups = new CatalogueThread(
                catalogue,
                new CatalogueThread.Settings(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                InstantSource.system());
        server = vertx.createHttpServer()
                .requestHandler(request -> serve(request, catalogue, lookups))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void serve(HttpServerRequest request, TypeCatalogue catalogue, CatalogueThread lookups) {
        Gateway gateway = new Gateway(
                vertx,
                new Door(admission, Networks.of(List.of()), null),
                catalogue,
                lookups,
                new Intake(LIMITS),
                new Envelopes(() -> "made"),
                new UnderWay(new DurableAtOnce(), new Budget(10_000), new Budget(1 << 24)),
                new IngestMeters(new SimpleMeterRegistry()),
                new BodyLimits(LIMITS.bodyBytes(), bodies, 20_000),
                INLINE,
                new Leaving(System::nanoTime),
                InstantSource.system());
        new Exchange(new Call(gateway, request, dialect, RequestHead.of(request), name)).start();
    }

    @Test
    void bodyThatIsThereAsAWholeIsAnsweredAsAWhole() {
        HttpResponse<String> answer = post(BodyPublishers.ofString(lines(3)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"accepted\":3");
        assertThat(durable).hasValue(3);
        assertThat(bodies.used()).isZero();
    }

    @Test
    void streamMayHaveMoreLinesThanAreJudgedAtOnce() {
        HttpResponse<String> answer = post(stream(lines(95)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"accepted\":95");
        assertThat(durable).hasValue(95);
        assertThat(bodies.used()).isZero();
    }

    @Test
    void streamOfOneTypeMayToo() {
        name = "shop";

        assertThat(post(stream(lines(95))).body()).contains("\"accepted\":95");
    }

    @Test
    void linesThatTheProtocolRefusesDoNotPassForDone() {
        dialect = new RefusingFrom(2);

        HttpResponse<String> answer = post(stream(lines(35)));

        assertThat(answer.statusCode()).isEqualTo(Reason.TOO_DEEP.status());
        assertThat(answer.body())
                .contains(
                        "\"accepted\":20,\"rejected\":0,\"retry\":0", "\"stopped\":\"too-deep\"", "\"unread_from\":20");
        assertThat(durable).hasValue(20);
        assertThat(bodies.used()).isZero();
    }

    @Test
    void streamWithoutAnEventIsAnsweredToo() {
        for (String nothing : List.of("", "\n\n", "\uFEFF\n")) {
            for (String type : new String[] {null, "shop"}) {
                name = type;
                assertThat(post(stream(nothing)).body()).contains("\"stopped\":\"empty-body\"");
            }
        }
        assertThat(bodies.used()).isZero();
    }

    @Test
    void longSignedBodyDoesNotHoldTheEventLoop() {
        List<Boolean> onLoop = new CopyOnWriteArrayList<>();
        admission = new OnProof(onLoop);

        HttpResponse<String> longer = post(BodyPublishers.ofString(lines(3) + " ".repeat(INLINE)));
        HttpResponse<String> shorter = post(BodyPublishers.ofString(lines(3)));

        assertThat(List.of(longer.statusCode(), shorter.statusCode())).containsOnly(200);
        assertThat(onLoop).containsExactly(false, true);
    }

    @Test
    void signedBodyThatIsForgedIsRefusedWhereverItIsProved() {
        for (int padding : new int[] {0, INLINE}) {
            admission = new OnProof(new CopyOnWriteArrayList<>()) {
                @Override
                Decision proved() {
                    return Decision.Denied.of(Reason.INVALID_SIGNATURE, "no");
                }
            };

            HttpResponse<String> answer = post(BodyPublishers.ofString(lines(3) + " ".repeat(padding)));

            assertThat(answer.statusCode()).isEqualTo(Reason.INVALID_SIGNATURE.status());
            assertThat(durable).hasValue(0);
            assertThat(bodies.used()).isZero();
        }
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(EVENT::formatted).collect(Collectors.joining("\n"));
    }

    /** Of a length that is not told. */
    private static BodyPublisher stream(String lines) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(lines.getBytes(UTF_8)));
    }

    private HttpResponse<String> post(BodyPublisher body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .timeout(Duration.ofSeconds(30))
                            .header("Content-Type", "application/x-ndjson")
                            .POST(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class DurableAtOnce implements EventSink {
        @Override
        public State state(String topic) {
            return State.READY;
        }

        @Override
        public CompletionStage<State> prepare(String topic) {
            return CompletableFuture.completedFuture(State.READY);
        }

        @Override
        public void publish(OutgoingRecord record, Ledger ledger, int index) {
            durable.incrementAndGet();
            ledger.durable(index);
        }
    }

    /** Reads as ours does, and refuses all from the n-th time on. */
    private static final class RefusingFrom implements Dialect {
        private final NativeDialect own = new NativeDialect(new TypedEvents(LIMITS));
        private final AtomicInteger reads = new AtomicInteger();
        private final int first;

        RefusingFrom(int first) {
            this.first = first;
        }

        @Override
        public String protocol() {
            return own.protocol();
        }

        @Override
        public Decoded decode(Arrival arrival) {
            return reads.getAndIncrement() < first
                    ? own.decode(arrival)
                    : new Decoded.Refused(Reason.TOO_DEEP, "not now");
        }

        @Override
        public void answer(HttpServerRequest request, Answer answer) {
            own.answer(request, answer);
        }
    }

    /** Everybody has to prove who it is, and does. */
    private class OnProof implements Admission {
        private final List<Boolean> onLoop;

        OnProof(List<Boolean> onLoop) {
            this.onLoop = onLoop;
        }

        Decision proved() {
            return new Decision.Admitted(caller, Ticket.FREE);
        }

        @Override
        public Decision admit(Attempt attempt) {
            return new Decision.OnProof(caller, (body, length) -> {
                onLoop.add(Context.isOnEventLoopThread());
                return proved();
            });
        }

        @Override
        public boolean knows(Credentials credentials) {
            return true;
        }

        @Override
        public Origins origins(Credentials credentials) {
            return Origins.NONE;
        }

        @Override
        public boolean asksForKeys() {
            return true;
        }
    }
}
