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
import io.freshet.gateway.http.Dialects;
import io.freshet.gateway.http.EventsRoute;
import io.freshet.gateway.http.Gateway;
import io.freshet.gateway.http.SlowHeads;
import io.freshet.gateway.http.UnderWay;
import io.freshet.gateway.intake.Intake;
import io.freshet.gateway.meter.IngestMeters;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.kafka.KafkaEventSink;
import io.freshet.model.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the gateway together, starts it and stops it. */
@Singleton
public class Assembly {
    private final GatewayConfig config;
    private final AdmissionParts admission;
    private final Vertx vertx;
    private final KafkaEventSink sink;
    private final TypeCatalogue catalogue;
    private final CatalogueThread lookups;
    private final Gateway gateway;
    private final Dialects dialects;

    Assembly(
            GatewayConfig config,
            RegistryConfig registryConfig,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.http.host") String host,
            AdmissionParts admission,
            Vertx vertx,
            MeterRegistry meters) {
        BindCheck.check(host, config.insecurePublic() || admission.hasKeys());
        this.admission = admission;
        this.vertx = vertx;
        this.config = config;
        Limits limits = Settings.limits(config);
        this.sink = new KafkaEventSink(Settings.kafka(config, kafka));
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
                        sink,
                        new Budget(config.underWay().records()),
                        new Budget(config.underWay().bytes().asLongValue())),
                new IngestMeters(meters),
                new BodyLimits(
                        limits.bodyBytes(),
                        new Budget(config.limits().bodies().asLongValue()),
                        config.limits().bodyTimeout().toMillis()),
                Math.toIntExact(config.limits().inline().asLongValue()),
                InstantSource.system());
        this.dialects = new Dialects(
                limits,
                () -> ids.generate().toString(),
                config.snowplow().paths().orElse(List.of()));
        Gauges.register(meters, gateway, catalogue, lookups, sink);
    }

    void routes(@Observes Router router) {
        new EventsRoute(gateway, dialects).register(router);
    }

    /** Servers listen by now. */
    void listening(@ObservesAsync HttpServerStart started) {
        SlowHeads.guard(vertx, config.limits().headTimeout());
    }

    void start(@Observes StartupEvent event) {
        admission.start();
        sink.start();
        lookups.start();
    }

    /** By now no request is under way any more. */
    void stop(@Observes ShutdownEvent event) {
        admission.stop();
        lookups.stop();
        sink.stop(config.kafka().flush());
    }

    boolean isBrokerReachable() {
        return sink.isReachable();
    }

    boolean isCatalogueReady() {
        return catalogue.isLoaded() && sink.isPrepared();
    }
}
