package io.freshet.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.TestTypes;
import io.freshet.gateway.admission.AllowList;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CatalogueThreadTest {
    private final FakeRegistry registry = new FakeRegistry();
    private volatile Instant now = Instant.EPOCH;
    private final TypeCatalogue catalogue = new TypeCatalogue(
            registry,
            AllowList.of(List.of("*")),
            new RememberedNames(Path.of("target", "names-" + System.nanoTime() + ".txt")),
            t -> {});
    private final CatalogueThread thread = new CatalogueThread(
            catalogue,
            new CatalogueThread.Settings(
                    Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(2), Duration.ofSeconds(20)),
            () -> now);

    @AfterEach
    void stop() {
        registry.gate.countDown();
        thread.stop();
    }

    @Test
    void findsANewTypeAtOnce() {
        registry.add("shop", TestTypes.SHOP);

        assertThat(lookup("shop")).isInstanceOf(Lookup.Served.class);
    }

    @Test
    void unknownNameIsRememberedForAMomentOnly() {
        lookup("shop");
        lookup("shop");
        assertThat(registry.asked).hasSize(1);

        registry.add("shop", TestTypes.SHOP);
        now = now.plusSeconds(2);

        assertThat(lookup("shop")).isInstanceOf(Lookup.Served.class);
    }

    @Test
    void impossibleNamesNeverReachTheRegistry() {
        assertThat(lookup("No/Type")).isInstanceOf(Lookup.Unknown.class);
        assertThat(lookup("events.rejected")).isInstanceOf(Lookup.Unknown.class);
        assertThat(registry.asked).isEmpty();
    }

    @Test
    void namesThatWaitAreBounded() {
        registry.gate = new CountDownLatch(1);
        List<CompletableFuture<Lookup>> lookups = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            lookups.add(thread.lookup("made-up-" + i).toCompletableFuture());
        }

        assertThat(lookups.stream().filter(CompletableFuture::isDone))
                .hasSize(36)
                .allSatisfy(l -> assertThat(l.join()).isInstanceOf(Lookup.Unavailable.class));
    }

    @Test
    void manyWhoAskForTheSameNameAskOnce() {
        registry.gate = new CountDownLatch(1);
        List<CompletableFuture<Lookup>> lookups = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lookups.add(thread.lookup("shop").toCompletableFuture());
        }

        registry.gate.countDown();

        assertThat(lookups)
                .allSatisfy(l -> assertThat(l.get(10, TimeUnit.SECONDS)).isInstanceOf(Lookup.Unknown.class));
        assertThat(registry.asked).hasSize(1);
    }

    @Test
    void rememberedNamesAreBounded() {
        for (int i = 0; i < 1_100; i++) {
            lookup("made-up-" + i);
        }

        assertThat(thread.remembered()).isEqualTo(1_024);
    }

    @Test
    void slowRegistryIsNotWaitedForLongerThanThePatience() {
        registry.gate = new CountDownLatch(1);
        CatalogueThread hasty = new CatalogueThread(
                catalogue,
                new CatalogueThread.Settings(
                        Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(2), Duration.ofMillis(50)),
                () -> now);

        assertThat(hasty.lookup("shop").toCompletableFuture().join()).isInstanceOf(Lookup.Unavailable.class);
        hasty.stop();
    }

    private Lookup lookup(String name) {
        return thread.lookup(name).toCompletableFuture().join();
    }
}
