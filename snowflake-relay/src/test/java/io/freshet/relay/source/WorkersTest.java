package io.freshet.relay.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.relay.source.Outcome.Retry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Workers workers = new Workers(1);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void errorOfAStepIsToldAndTheStepIsTriedAgain() {
        List<Outcome<String>> outcomes = new ArrayList<>();
        workers.submit(
                (Callable<Outcome<String>>) () -> {
                    throw new NoClassDefFoundError("gone");
                },
                outcomes::add);

        await().atMost(SOON).untilAsserted(() -> {
            workers.drain();
            assertThat(outcomes).containsExactly(new Retry<>("NoClassDefFoundError: gone"));
        });
    }

    @Test
    void watchAsksAgainAfterAnError() {
        AtomicInteger asked = new AtomicInteger();
        Admin broken = (Admin) Proxy.newProxyInstance(
                WorkersTest.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    asked.incrementAndGet();
                    throw new UnsatisfiedLinkError("no library");
                });
        Broker broker = new Broker(broken, "group", Duration.ofSeconds(1));
        TopicWatch watch = new TopicWatch(broker, workers, InstantSource.system(), Duration.ZERO);

        await().atMost(SOON).untilAsserted(() -> {
            watch.look(List.of());
            workers.drain();
            assertThat(asked).hasValueGreaterThan(1);
        });
    }
}
