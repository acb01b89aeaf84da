package io.freshet.gateway.ops;

import io.freshet.gateway.admission.Limits;
import io.freshet.gateway.catalogue.CatalogueThread;
import io.freshet.gateway.publish.kafka.KafkaSettings;
import io.freshet.gateway.spool.SpoolSettings;
import io.freshet.model.RejectedEvent;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies configuration into the records of the other packages, and refuses pairs that cannot work. */
final class Settings {
    private Settings() {}

    static Limits limits(GatewayConfig config) {
        GatewayConfig.Limits limits = config.limits();
        require(bytes(limits.event()) <= RejectedEvent.MAX_PAYLOAD, "freshet.gateway.limits.event is over 256K");
        require(
                limits.bodies().asLongValue() >= bytes(limits.body()),
                "freshet.gateway.limits.bodies is less than one body (freshet.gateway.limits.body)");
        require(
                config.underWay().records() >= limits.events(),
                "freshet.gateway.under-way.records is less than one request may hold (freshet.gateway.limits.events)");
        return new Limits(bytes(limits.body()), bytes(limits.event()), bytes(limits.record()), limits.events());
    }

    static KafkaSettings kafka(GatewayConfig config, Map<String, Object> connection) {
        GatewayConfig.Kafka kafka = config.kafka();
        require(
                kafka.buffer().asLongValue() > config.underWay().bytes().asLongValue(),
                "freshet.gateway.kafka.buffer is not more than freshet.gateway.under-way.bytes");
        return new KafkaSettings(
                connection,
                kafka.deliveryTimeout(),
                kafka.requestTimeout(),
                kafka.linger(),
                kafka.buffer().asLongValue(),
                bytes(kafka.batch()),
                kafka.prepare(),
                kafka.probe(),
                config.durability());
    }

    /** @return null if there is to be no spool */
    static @Nullable SpoolSettings spool(GatewayConfig config) {
        GatewayConfig.Spool spool = config.spool();
        if (spool.directory().isEmpty()) {
            return null;
        }
        require(
                spool.persistent(),
                "freshet.gateway.spool.directory is set, but freshet.gateway.spool.persistent does not say that its disk"
                        + " outlives this machine or pod; what is acknowledged onto another disk is lost with it");
        require(
                spool.segment().asLongValue() <= spool.bytes().asLongValue(),
                "freshet.gateway.spool.segment is more than freshet.gateway.spool.bytes");
        return new SpoolSettings(
                spool.directory().get(),
                spool.bytes().asLongValue(),
                spool.segment().asLongValue(),
                spool.pause());
    }

    static CatalogueThread.Settings catalogue(GatewayConfig config) {
        GatewayConfig.Catalogue catalogue = config.catalogue();
        return new CatalogueThread.Settings(
                catalogue.refresh(), catalogue.retry(), catalogue.remember(), catalogue.patience());
    }

    static SchemaRegistry registry(RegistryConfig config) {
        return new ConfluentRegistry(config.url(), config.cacheDir(), ConfluentRegistry.DEFAULT_TIMEOUT);
    }

    private static int bytes(MemorySize size) {
        return Math.toIntExact(size.asLongValue());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("Impossible configuration: " + otherwise);
        }
    }
}
