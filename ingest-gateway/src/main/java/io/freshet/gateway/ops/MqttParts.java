package io.freshet.gateway.ops;

import io.freshet.gateway.admission.Budget;
import io.freshet.gateway.declare.DeclarationException;
import io.freshet.gateway.http.Gateway;
import io.freshet.gateway.intake.mqtt.TopicMap;
import io.freshet.gateway.meter.MqttMeters;
import io.freshet.gateway.mqtt.Listeners;
import io.freshet.gateway.mqtt.Mqtt;
import io.freshet.gateway.mqtt.MqttSettings;
import io.freshet.gateway.publish.kafka.KafkaSettings;
import io.freshet.gateway.publish.kafka.session.KafkaSessions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the MQTT endpoint together, starts it and stops it. Blocks. */
final class MqttParts {
    private static final Logger LOG = Logger.getLogger(MqttParts.class);
    private static final String TLS = "mqtt";

    private final Vertx vertx;
    private final KafkaSessions sessions;
    private final Mqtt mqtt;
    private final List<Listeners.Port> ports;
    private final List<Listeners> all = new CopyOnWriteArrayList<>();
    private @Nullable String deployment;

    private MqttParts(Vertx vertx, KafkaSessions sessions, Mqtt mqtt, List<Listeners.Port> ports) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.mqtt = mqtt;
        this.ports = ports;
    }

    /** Whether anything is to listen. */
    static boolean isWanted(MqttConfig config) {
        return config.port().isPresent()
                || config.websocketPort().isPresent()
                || config.tlsPort().isPresent()
                || config.tlsWebsocketPort().isPresent();
    }

    static MqttParts of(
            MqttConfig config,
            Gateway gateway,
            AdmissionParts admission,
            KafkaSettings kafka,
            Supplier<String> ids,
            MeterRegistry meters,
            TlsConfigurationRegistry tls) {
        KafkaSessions sessions = new KafkaSessions(
                kafka,
                new KafkaSessions.Settings(
                        config.sessions(), node(config), config.sessionPatience(), config.mostSessions()));
        Budget held = new Budget(config.bytes().asLongValue());
        Mqtt mqtt = new Mqtt(
                gateway.vertx(),
                admission.admission(),
                gateway.catalogue(),
                gateway.lookups(),
                gateway.intake(),
                ids,
                gateway.underWay(),
                gateway.meters(),
                new MqttMeters(meters),
                sessions,
                topics(config),
                held,
                settings(config),
                gateway.clock());
        Gauges.budget(meters, "freshet.gateway.mqtt.held.bytes", "Bytes of MQTT messages not yet answered", held);
        Gauge.builder("freshet.gateway.mqtt.sessions", sessions, KafkaSessions::size)
                .description("MQTT sessions that are kept, of all gateways")
                .register(meters);
        Gauge.builder("freshet.gateway.mqtt.sessions.waiting", sessions, KafkaSessions::waiting)
                .description("What waits to be written to the log of MQTT sessions")
                .register(meters);
        return new MqttParts(gateway.vertx(), sessions, mqtt, ports(config, tls));
    }

    void start() {
        sessions.start();
        DeploymentOptions options =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        try {
            deployment = vertx.deployVerticle(this::listeners, options)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "MQTT cannot listen: " + e.getCause().getMessage()
                            + ". Another port is set by freshet.gateway.mqtt.port",
                    e);
        }
        ports.forEach(port -> LOG.infof(
                "MQTT listens. host=%s port=%d tls=%s websocket=%s",
                port.options().getHost(),
                port.options().getPort(),
                port.options().isSsl(),
                port.webSocket()));
    }

    private Listeners listeners() {
        Listeners made = new Listeners(mqtt, ports);
        all.add(made);
        return made;
    }

    /** Other certificates were mounted in the place of those before. */
    void renewed(CertificateUpdatedEvent event) {
        if (event.name().equals(TLS)) {
            all.forEach(each -> each.renew(event.tlsConfiguration().getSSLOptions()));
        }
    }

    /** Answers what came, tells everybody, and writes what is to be remembered of them. */
    void stop(Duration patience) {
        if (deployment != null) {
            try {
                vertx.undeploy(deployment)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            } catch (CompletionException e) {
                LOG.warn("Not all that came by MQTT could be answered in time; its senders send it again");
            }
        }
        sessions.stop(patience);
    }

    /** Whether clients that want a session can be let in. */
    boolean isReady() {
        return sessions.isReady();
    }

    /** Whether MQTT listens there. */
    boolean listensOn(int port) {
        return ports.stream().anyMatch(each -> each.options().getPort() == port);
    }

    private static MqttSettings settings(MqttConfig config) {
        return new MqttSettings(
                Math.toIntExact(config.packet().asLongValue()),
                config.receiveMaximum(),
                Math.toIntExact(config.connectionBytes().asLongValue()),
                config.connections(),
                config.connectTimeout(),
                Math.toIntExact(config.keepAlive().toSeconds()),
                config.oldSessionExpiry().toSeconds(),
                config.mostSessionExpiry().toSeconds());
    }

    private static TopicMap topics(MqttConfig config) {
        Path file = config.topics().orElse(null);
        if (file == null) {
            return TopicMap.usual();
        }
        try {
            return TopicMap.read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException("The file of MQTT topics cannot be read: " + file, e);
        } catch (DeclarationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static String node(MqttConfig config) {
        return config.node().orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName() + "-" + first(config);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(
                        "This machine has no name: give the gateway one in freshet.gateway.mqtt.node", e);
            }
        });
    }

    private static int first(MqttConfig config) {
        return config.port()
                .orElseGet(() -> config.tlsPort()
                        .orElseGet(() -> config.websocketPort()
                                .orElseGet(() -> config.tlsWebsocketPort().orElse(0))));
    }

    private static List<Listeners.Port> ports(MqttConfig config, TlsConfigurationRegistry tls) {
        List<Listeners.Port> ports = new ArrayList<>();
        add(ports, config, config.port(), null, false);
        add(ports, config, config.websocketPort(), null, true);
        if (config.tlsPort().isPresent() || config.tlsWebsocketPort().isPresent()) {
            TlsConfiguration certificates = tls.get(TLS)
                    .orElseThrow(() -> new IllegalStateException(
                            "Impossible configuration: freshet.gateway.mqtt.tls-port without certificates; name them in"
                                    + " quarkus.tls.mqtt.key-store.pem.0.cert and .key"));
            add(ports, config, config.tlsPort(), certificates, false);
            add(ports, config, config.tlsWebsocketPort(), certificates, true);
        }
        return ports;
    }

    private static void add(
            List<Listeners.Port> to,
            MqttConfig config,
            OptionalInt port,
            @Nullable TlsConfiguration tls,
            boolean webSocket) {
        if (port.isEmpty()) {
            return;
        }
        NetServerOptions options = new NetServerOptions()
                .setHost(config.host())
                .setPort(port.getAsInt())
                .setTcpNoDelay(true)
                .setReuseAddress(true);
        if (tls != null) {
            options.setSsl(true)
                    .setKeyCertOptions(tls.getKeyStoreOptions())
                    .setTrustOptions(tls.getTrustStoreOptions())
                    .setClientAuth(tls.getTrustStoreOptions() == null ? ClientAuth.NONE : ClientAuth.REQUEST)
                    .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        }
        to.add(new Listeners.Port(options, webSocket));
    }
}
