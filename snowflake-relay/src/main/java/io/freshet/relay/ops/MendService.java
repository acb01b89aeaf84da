package io.freshet.relay.ops;

import io.freshet.model.registry.SchemaRegistry;
import io.freshet.relay.manifest.KafkaManifest;
import io.freshet.relay.replay.Bound;
import io.freshet.relay.replay.Mend;
import io.freshet.relay.replay.Mending;
import io.freshet.relay.replay.MendingList;
import io.freshet.relay.replay.Planner;
import io.freshet.relay.replay.ReplayException;
import io.freshet.relay.source.Backoff;
import io.freshet.relay.source.RangeReader;
import io.freshet.relay.source.RelayParts;
import io.freshet.relay.store.Stores;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** The program as a tool: puts right what the books were found to lack, and ends, with 0 when all of it is mended, else with 1. */
@ApplicationScoped
public class MendService {
    private final ReplayConfig config;
    private final RelayConfig relay;
    private final Map<String, Object> kafka;
    private final SchemaRegistry registry;
    private final InstantSource clock;

    public MendService(
            ReplayConfig config,
            RelayConfig relay,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SchemaRegistry registry,
            InstantSource clock) {
        this.config = config;
        this.relay = relay;
        this.kafka = new HashMap<>(kafka);
        this.registry = registry;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        config.repairs().ifPresent(file -> Thread.ofPlatform().name("mend").start(() -> Quarkus.asyncExit(run(file))));
    }

    @SuppressWarnings("SystemOut") // a tool talks to the person who started it; the log is for services
    private int run(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            return mendAll(MendingList.read(text));
        } catch (ReplayException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
        } catch (IOException e) {
            System.err.println("The repairs cannot be read: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            System.err.println("The repair broke: " + e);
        }
        return 1;
    }

    /** One that cannot be mended does not stand in the way of the others. */
    @SuppressWarnings("SystemOut")
    private int mendAll(List<Mending> mendings) throws InterruptedException {
        RelayParts.Settings settings = RelaySettings.relay(relay);
        KafkaClients clients = new KafkaClients(
                kafka, settings.group(), relay.groupProtocol(), settings.watch(), settings.brokerTimeout());
        int failed = 0;
        try (Admin admin = clients.admin();
                Producer<byte[], byte[]> producer = clients.producer();
                Stores stores = StoreSettings.stores(relay.store(), clock)) {
            Planner planner = new Planner(admin, settings.brokerTimeout());
            Mend mend = new Mend(
                    topic -> topicId(planner, topic),
                    new RangeReader(clients::reader, settings.brokerTimeout()),
                    registry,
                    clock,
                    stores.configured(),
                    new KafkaManifest(
                            relay.manifestTopic(), admin, producer, clients::reader, settings.brokerTimeout()),
                    Mend.patience(
                            new Backoff(settings.retryMin(), settings.retryMax(), RandomGenerator.getDefault()),
                            config.tries(),
                            System.err::println));
            for (Mending one : mendings) {
                try {
                    System.out.println(mend.mend(one));
                } catch (ReplayException e) {
                    failed++;
                    System.err.println(e.getMessage());
                }
            }
            producer.close(Duration.ofSeconds(1));
        }
        return failed == 0 ? 0 : 1;
    }

    private static Optional<String> topicId(Planner planner, String topic) {
        try {
            return Optional.of(
                    planner.plan(topic, new Bound.Edge(), new Bound.Edge()).topicId());
        } catch (ReplayException gone) {
            return Optional.empty();
        }
    }
}
