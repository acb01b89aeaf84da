package io.freshet.relay.ops;

import io.freshet.model.registry.SchemaRegistry;
import io.freshet.relay.manifest.KafkaManifest;
import io.freshet.relay.manifest.Manifest;
import io.freshet.relay.source.KafkaRejections;
import io.freshet.relay.source.Relay;
import io.freshet.relay.source.RelayParts;
import io.freshet.relay.source.RelayStatus;
import io.freshet.relay.store.Stores;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the relay together, starts it and ends it. Nothing here waits for broker, registry or store. */
@ApplicationScoped
public class RelayService {
    private static final Logger LOG = Logger.getLogger(RelayService.class);

    private final RelayConfig config;
    private final boolean replaying;
    private final Map<String, Object> kafka;
    private final SchemaRegistry registry;
    private final InstantSource clock;
    private final RelayMetrics metrics;
    private volatile @Nullable Running running;

    private record Running(Relay relay, Admin admin, Producer<byte[], byte[]> producer, Stores stores) {}

    public RelayService(
            RelayConfig config,
            ReplayConfig replay,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SchemaRegistry registry,
            InstantSource clock,
            RelayMetrics metrics) {
        this.config = config;
        this.replaying = replay.topic().isPresent() || replay.repairs().isPresent();
        this.kafka = new HashMap<>(kafka);
        this.registry = registry;
        this.clock = clock;
        this.metrics = metrics;
    }

    public RelayStatus status() {
        Running now = running;
        return now == null ? RelayStatus.NONE : now.relay().status();
    }

    /** Whether the poll thread is there. */
    public boolean running() {
        Running now = running;
        return now != null && now.relay().running();
    }

    void start(@Observes StartupEvent event) {
        if (replaying) {
            return;
        }
        RelayParts.Settings settings = RelaySettings.relay(config);
        KafkaClients clients = new KafkaClients(
                kafka, settings.group(), config.groupProtocol(), settings.watch(), settings.brokerTimeout());
        // Web identity makes an HTTP client by name, and would else look for one.
        System.setProperty(
                "software.amazon.awssdk.http.service.impl",
                "software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService");
        Stores stores = StoreSettings.stores(config.store(), clock);
        Admin admin = clients.admin();
        Producer<byte[], byte[]> producer = clients.producer();
        Manifest manifest =
                new KafkaManifest(config.manifestTopic(), admin, producer, clients::reader, settings.brokerTimeout());
        Relay relay = new Relay(new RelayParts(
                settings,
                admin,
                clients::member,
                clients::reader,
                registry,
                stores,
                manifest,
                new KafkaRejections(producer, registry, settings.brokerTimeout()),
                clock,
                RandomGenerator.getDefault(),
                metrics));
        running = new Running(relay, admin, producer, stores);
        relay.start();
        LOG.infof(
                "Relaying: group=%s store=%s",
                settings.group(), stores.configured().uri());
    }

    void stop(@Observes ShutdownEvent event) {
        Running ending = running;
        if (ending == null) {
            return;
        }
        ending.relay().close();
        ending.producer().close(Duration.ofSeconds(1));
        ending.admin().close(Duration.ofSeconds(1));
        ending.stores().close();
    }
}
