package io.freshet.relay.kill;

import io.freshet.model.registry.SchemaRegistry;
import io.freshet.relay.manifest.KafkaManifest;
import io.freshet.relay.manifest.Manifest;
import io.freshet.relay.ops.KafkaClients;
import io.freshet.relay.source.KafkaRejections;
import io.freshet.relay.source.Relay;
import io.freshet.relay.source.RelayObserver;
import io.freshet.relay.source.RelayParts;
import io.freshet.relay.source.RelayStatus;
import io.freshet.relay.store.S3Stores;
import io.freshet.relay.store.Stores;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.Producer;

/** The whole relay as it runs in production, but for the ports that a test wraps. */
public final class RelayUnderTest implements AutoCloseable {
    private final Relay relay;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final S3Stores stores;

    /** What a test puts between the relay and its ports. */
    public record Wraps(UnaryOperator<Stores> stores, UnaryOperator<Manifest> manifest, RelayObserver observer) {
        public static final Wraps NONE =
                new Wraps(UnaryOperator.identity(), UnaryOperator.identity(), RelayObserver.NONE);
    }

    private RelayUnderTest(RelayOptions options, SchemaRegistry registry, Wraps wraps, GroupProtocol protocol) {
        Duration timeout = options.settings().brokerTimeout();
        KafkaClients clients = new KafkaClients(
                Map.of(
                        "bootstrap.servers", options.bootstrap(),
                        "session.timeout.ms", (int) options.session().toMillis(),
                        "heartbeat.interval.ms",
                                (int) options.session().dividedBy(12).toMillis()),
                options.settings().group(),
                protocol,
                Duration.ofSeconds(1),
                timeout);
        admin = clients.admin();
        producer = clients.producer();
        stores = new S3Stores(new S3Stores.Settings(
                URI.create(options.endpoint()), "us-east-1", options.bucket(), true, Duration.ofSeconds(5)));
        Manifest manifest = new KafkaManifest("freshet.manifest", admin, producer, clients::reader, timeout);
        relay = new Relay(new RelayParts(
                options.settings(),
                admin,
                clients::member,
                clients::reader,
                registry,
                wraps.stores().apply(stores),
                wraps.manifest().apply(manifest),
                new KafkaRejections(producer, registry, timeout),
                InstantSource.system(),
                new Random(1),
                wraps.observer()));
    }

    public static RelayUnderTest start(RelayOptions options, SchemaRegistry registry, Wraps wraps) {
        return start(options, registry, wraps, options.protocol());
    }

    static RelayUnderTest start(RelayOptions options, SchemaRegistry registry, Wraps wraps, GroupProtocol protocol) {
        RelayUnderTest relay = new RelayUnderTest(options, registry, wraps, protocol);
        relay.relay.start();
        return relay;
    }

    public boolean running() {
        return relay.running();
    }

    public RelayStatus status() {
        return relay.status();
    }

    @Override
    public void close() {
        relay.close();
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        stores.close();
    }
}
