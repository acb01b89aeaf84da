package io.freshet.gateway.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that an event posted now would probably be accepted; alive means that the program runs at all. */
@Singleton
class Health {
    private final Assembly gateway;

    Health(Assembly gateway) {
        this.gateway = gateway;
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck broker() {
        return () -> HealthCheckResponse.named("Kafka brokers answer")
                .status(gateway.isBrokerReachable())
                .build();
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck types() {
        return () -> HealthCheckResponse.named("Event types and their topics are known")
                .status(gateway.isCatalogueReady())
                .build();
    }

    @Produces
    @Singleton
    @Liveness
    HealthCheck running() {
        return () -> HealthCheckResponse.up("Gateway runs");
    }
}
