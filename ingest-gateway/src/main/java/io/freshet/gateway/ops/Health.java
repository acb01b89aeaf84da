package io.freshet.gateway.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that an event posted now would probably be accepted; alive means that the program runs at all. */
@Singleton
class Health {
    private final Assembly gateway;
    private final AdmissionParts admission;

    Health(Assembly gateway, AdmissionParts admission) {
        this.gateway = gateway;
        this.admission = admission;
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

    /** Never takes the gateway out of service: the keys before are in force. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck keys() {
        return () -> {
            String problem = admission.problem();
            HealthCheckResponseBuilder answer =
                    HealthCheckResponse.named("Keys are current").up();
            return (problem.isEmpty() ? answer : answer.withData("stale", problem)).build();
        };
    }

    @Produces
    @Singleton
    @Liveness
    HealthCheck running() {
        return () -> HealthCheckResponse.up("Gateway runs");
    }
}
