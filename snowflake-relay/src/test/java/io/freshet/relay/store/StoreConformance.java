package io.freshet.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.local.fault.Exchange;
import io.freshet.local.fault.HttpFaultProxy;
import io.freshet.local.fault.HttpFaults;
import io.freshet.local.fault.HttpFaults.Hang;
import io.freshet.local.fault.HttpFaults.LoseResponse;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.store.ObjectStore.PutOutcome;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store must do, whatever it is made by. Each request goes through a proxy that writes down what is asked. */
@Timeout(180)
abstract class StoreConformance {
    static final FileFacts FACTS =
            new FileFacts(new Range(new Origin("t", "id", 3), 4, 9), 2, 77, "ab12", "ndjson-2", "zstd-1");
    private static final FileFacts OTHERS =
            new FileFacts(new Range(new Origin("t", "id", 3), 4, 10), 3, 99, "cd34", "ndjson-2", "gzip-1");
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final ConcurrentLinkedQueue<Exchange> wire = new ConcurrentLinkedQueue<>();
    private HttpFaultProxy proxy;
    private Stores stores;

    abstract int port();

    /** Stores that come by this port. */
    abstract Stores stores(int atPort, Duration timeout, int attempts);

    /** With credentials that are wrong. */
    abstract Stores denied(int atPort);

    abstract String missingBucket();

    /** How the path of a request that lists the bucket ends; objects lie below it. */
    abstract String bucketPath();

    @BeforeEach
    void begin() {
        proxy = HttpFaultProxy.to(port(), 7, wire::add);
        stores = stores(proxy.port(), Duration.ofSeconds(20), 3);
    }

    @AfterEach
    void end() {
        stores.close();
        proxy.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ObjectStore store() {
        return stores.configured();
    }

    @Test
    void createsOnceAndKeepsWhatWasFirst() throws Exception {
        assertThat(store().head("once")).isEmpty();
        assertThat(store().create("once", bytes("first"), FACTS)).isEqualTo(PutOutcome.CREATED);
        assertThat(store().create("once", bytes("second!"), OTHERS)).isEqualTo(PutOutcome.EXISTS);
        assertThat(store().head("once")).get().satisfies(file -> {
            assertThat(file.bytes()).isEqualTo(5);
            assertThat(file.facts()).contains(FACTS);
        });
    }

    @Test
    void ofManyAtOnceOneCreates() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 5; round++) {
                String key = "race/" + round;
                List<Callable<PutOutcome>> callers = new ArrayList<>();
                for (int caller = 0; caller < 8; caller++) {
                    byte[] own = bytes("caller " + caller);
                    callers.add(() -> store().create(key, own, FACTS));
                }
                int created = 0;
                for (Future<PutOutcome> one : threads.invokeAll(callers)) {
                    created += one.get() == PutOutcome.CREATED ? 1 : 0;
                }
                assertThat(created).isEqualTo(1);
            }
        }
    }

    @Test
    void listsWhatIsUnderAPrefix() throws Exception {
        for (String key : List.of("a/1", "a/2", "b/1")) {
            store().create(key, bytes("x"), FACTS);
        }
        List<String> keys = new ArrayList<>();
        store().list("a/", keys::add);

        assertThat(keys).containsExactly("a/1", "a/2");
    }

    @Test
    void nothingButCreateHeadAndListIsEverAsked() throws Exception {
        byte[] large = new byte[9 << 20];
        store().create("wire/large", large, FACTS);
        store().create("wire/large", large, FACTS);
        store().head("wire/large");
        store().head("wire/none");
        store().list("wire/", key -> {});

        assertThat(wire).extracting(Exchange::method).isSubsetOf(Set.of("PUT", "HEAD", "GET"));
        assertThat(wire)
                .filteredOn(exchange -> exchange.method().equals("PUT") && exchange.succeeded())
                .as("one request for a file, however large")
                .singleElement()
                // Over plain HTTP the client of S3 signs the body in pieces, between its bytes.
                .satisfies(put -> assertThat(put.bytes()).isBetween((long) large.length, large.length + 65_536L));
        assertThat(wire)
                .filteredOn(exchange -> exchange.method().equals("GET"))
                .as("reads nothing but the list")
                .allMatch(exchange -> exchange.path().replaceFirst("/$", "").endsWith(bucketPath()));
    }

    @Test
    void fileWhoseAnswerWasLostIsFoundAndNotStoredTwice() throws Exception {
        proxy.faults(HttpFaults.always(new LoseResponse()));
        try (Stores once = stores(proxy.port(), SHORT, 1)) {
            assertThatThrownBy(() -> once.configured().create("lost", bytes("first"), FACTS))
                    .isInstanceOf(StoreUnavailableException.class);
        }
        proxy.faults(HttpFaults.NONE);

        assertThat(store().create("lost", bytes("second!"), OTHERS)).isEqualTo(PutOutcome.EXISTS);
        assertThat(store().head("lost"))
                .get()
                .satisfies(file -> assertThat(file.facts()).contains(FACTS));
    }

    @Test
    void passingFaultsAreTriedAgainUntilTheStoreAnswers() throws Exception {
        for (HttpFaults.Fault fault :
                List.of(HttpFaults.INTERNAL_ERROR, HttpFaults.SLOW_DOWN, HttpFaults.TOO_MANY, new LoseResponse())) {
            proxy.faults(HttpFaults.NONE.with(0.4, fault));
            try (Stores patient = stores(proxy.port(), SHORT, 10)) {
                String key = "faulty/" + fault;
                assertThat(patient.configured().create(key.replaceAll("[^a-zA-Z/]", ""), bytes("x"), FACTS))
                        .isIn(PutOutcome.CREATED, PutOutcome.EXISTS);
                assertThat(patient.configured().head(key.replaceAll("[^a-zA-Z/]", "")))
                        .isPresent();
            }
        }
    }

    @Test
    void storeThatNeverAnswersIsGivenUpInTime() {
        proxy.faults(HttpFaults.always(new Hang()));
        try (Stores once = stores(proxy.port(), SHORT, 1)) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> once.configured().create("hung", bytes("x"), FACTS))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void missingBucketIsSaidToBeMissingAndNotTriedAgain() {
        ObjectStore nowhere = stores.named(missingBucket()).orElseThrow();

        assertThatThrownBy(() -> nowhere.create("k", bytes("x"), FACTS))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(missingBucket())
                .hasMessageContaining("bucket does not exist");
        assertThat(wire).filteredOn(exchange -> exchange.method().equals("PUT")).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void wrongCredentialsAreSaidToBeDeniedAndNotTriedAgain() {
        try (Stores wrong = denied(proxy.port())) {
            assertThatThrownBy(() -> wrong.configured().create("k", bytes("x"), FACTS))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("denied");
        }
        assertThat(wire).filteredOn(exchange -> exchange.method().equals("PUT")).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void storeOfAnotherKindIsNotSpoken() {
        assertThat(stores.named("gs://bucket")).isEmpty();
        assertThat(stores.named("azure://another-account/container")).isEmpty();
    }
}
