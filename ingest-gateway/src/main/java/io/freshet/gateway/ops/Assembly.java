package io.freshet.gateway.ops;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.freshet.gateway.admission.AllowList;
import io.freshet.gateway.admission.Budget;
import io.freshet.gateway.admission.Limits;
import io.freshet.gateway.catalogue.CatalogueThread;
import io.freshet.gateway.catalogue.RememberedNames;
import io.freshet.gateway.catalogue.TypeCatalogue;
import io.freshet.gateway.http.BodyLimits;
import io.freshet.gateway.http.CloseRoute;
import io.freshet.gateway.http.Dialects;
import io.freshet.gateway.http.EventsRoute;
import io.freshet.gateway.http.Gateway;
import io.freshet.gateway.http.Leaving;
import io.freshet.gateway.http.SlowHeads;
import io.freshet.gateway.intake.Intake;
import io.freshet.gateway.meter.IngestMeters;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.UnderWay;
import io.freshet.gateway.publish.kafka.KafkaEventSink;
import io.freshet.gateway.publish.kafka.KafkaSettings;
import io.freshet.gateway.spool.Spool;
import io.freshet.gateway.spool.SpoolSettings;
import io.freshet.gateway.spool.SpoolingEventSink;
import io.freshet.model.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Puts the gateway together, starts it and stops it. */
@Singleton
public class Assembly {
    private final GatewayConfig config;
    private final Duration delay;
    private final AdmissionParts admission;
    private final Vertx vertx;
    private final KafkaEventSink sink;
    private final @Nullable Spool spool;
    private final TypeCatalogue catalogue;
    private final CatalogueThread lookups;
    private final Gateway gateway;
    private final Leaving leaving = new Leaving(System::nanoTime);
    private final Dialects dialects;
    private final @Nullable MqttParts mqtt;

    Assembly(
            GatewayConfig config,
            MqttConfig mqttConfig,
            RegistryConfig registryConfig,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.shutdown.delay") Duration delay,
            AdmissionParts admission,
            Vertx vertx,
            TlsConfigurationRegistry tls,
            MeterRegistry meters) {
        boolean isGuarded = config.insecurePublic() || admission.hasKeys();
        BindCheck.check("quarkus.http.host", host, isGuarded);
        this.admission = admission;
        this.vertx = vertx;
        this.config = config;
        this.delay = delay;
        Limits limits = Settings.limits(config);
        KafkaSettings brokers = Settings.kafka(config, kafka);
        this.sink = new KafkaEventSink(brokers);
        SpoolSettings spooling = Settings.spool(config);
        this.spool = spooling == null ? null : Spool.open(spooling, sink, sink::isReachable, InstantSource.system());
        EventSink durable = spool == null ? sink : new SpoolingEventSink(sink, sink::isOutage, spool);
        SchemaRegistry registry = Settings.registry(registryConfig);
        this.catalogue = new TypeCatalogue(
                registry,
                AllowList.of(config.types()),
                new RememberedNames(registryConfig.cacheDir().resolve("gateway-types.txt")),
                sink::prepare);
        this.lookups = new CatalogueThread(catalogue, Settings.catalogue(config), InstantSource.system());
        NoArgGenerator ids = Generators.timeBasedEpochGenerator();
        this.gateway = new Gateway(
                vertx,
                admission.door(),
                catalogue,
                lookups,
                new Intake(limits),
                new Envelopes(() -> ids.generate().toString()),
                new UnderWay(
                        durable,
                        new Budget(config.underWay().records()),
                        new Budget(config.underWay().bytes().asLongValue())),
                new IngestMeters(meters),
                new BodyLimits(
                        limits.bodyBytes(),
                        new Budget(config.limits().bodies().asLongValue()),
                        config.limits().bodyTimeout().toMillis()),
                Math.toIntExact(config.limits().inline().asLongValue()),
                leaving,
                InstantSource.system());
        this.dialects = new Dialects(
                limits,
                () -> ids.generate().toString(),
                config.snowplow().paths().orElse(List.of()));
        if (MqttParts.isWanted(mqttConfig)) {
            BindCheck.check("freshet.gateway.mqtt.host", mqttConfig.host(), isGuarded);
            this.mqtt = MqttParts.of(
                    mqttConfig,
                    gateway,
                    admission,
                    brokers,
                    () -> ids.generate().toString(),
                    meters,
                    tls);
        } else {
            this.mqtt = null;
        }
        Gauges.register(meters, gateway, catalogue, lookups, sink);
        if (spool != null) {
            Gauges.register(meters, spool);
        }
    }

    void routes(@Observes Router router) {
        new CloseRoute(gateway, sink.endOfData()).register(router);
        new EventsRoute(gateway, dialects).register(router);
    }

    /** Servers listen by now. */
    void listening(@ObservesAsync HttpServerStart started) {
        SlowHeads.guard(vertx, config.limits().headTimeout(), port -> mqtt == null || !mqtt.listensOn(port));
    }

    void start(@Observes StartupEvent event) {
        admission.start();
        sink.start();
        if (spool != null) {
            spool.start();
        }
        lookups.start();
        if (mqtt != null) {
            mqtt.start();
        }
    }

    void renew(@Observes CertificateUpdatedEvent event) {
        if (mqtt != null) {
            mqtt.renewed(event);
        }
    }

    /** Readiness has gone; those who route here get the delay to notice, then new requests are refused. */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving.begin(delay.toNanos());
    }

    /** By now no request is under way any more. */
    void stop(@Observes ShutdownEvent event) {
        if (mqtt != null) {
            mqtt.stop(config.kafka().flush());
        }
        admission.stop();
        lookups.stop();
        if (spool != null) {
            spool.stop();
        }
        sink.stop(config.kafka().flush());
    }

    boolean isBrokerReachable() {
        return sink.isReachable();
    }

    /** Whether events are made durable on disk while the brokers are away. */
    boolean isSpooling() {
        return !sink.isReachable() && spool != null && spool.hasRoom();
    }

    /** Records that wait on disk for their way to Kafka. */
    long spooled() {
        return spool == null ? 0 : spool.records();
    }

    /** Names of the topics that are not durable enough to be written to. */
    List<String> refusedTopics() {
        return sink.refusedTopics();
    }

    /** Whether MQTT is on, and clients that want a session are let in. */
    String mqtt() {
        return mqtt == null ? "off" : mqtt.isReady() ? "ready" : "sessions are being read";
    }

    boolean isCatalogueReady() {
        return catalogue.isLoaded() && sink.isPrepared();
    }
}
