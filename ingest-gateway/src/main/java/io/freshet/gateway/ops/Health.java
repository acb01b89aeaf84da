package io.freshet.gateway.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that an event posted now would probably be accepted; alive means that the program runs at all. */
@Singleton
class Health {
    private final Assembly gateway;
    private volatile boolean wasReady;
    private final AdmissionParts admission;

    Health(Assembly gateway, AdmissionParts admission) {
        this.gateway = gateway;
        this.admission = admission;
    }

    /** A gateway that spools is ready: taking it out of service would turn an outage of Kafka into one of the gateway. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck durability() {
        return () -> {
            String to = gateway.isBrokerReachable() ? "kafka" : gateway.isSpooling() ? "spool" : "nothing";
            return HealthCheckResponse.named("Events can be made durable")
                    .withData("to", to)
                    .withData("spooled", gateway.spooled())
                    .status(!to.equals("nothing"))
                    .build();
        };
    }

    /** Only until the gateway was ready once: a type that is added later is refused by itself, and the others go on. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck topics() {
        return () -> {
            List<String> refused = gateway.refusedTopics();
            wasReady |= refused.isEmpty() && gateway.isBrokerReachable() && gateway.isCatalogueReady();
            return HealthCheckResponse.named("Topics survive the loss of a machine")
                    .withData("refused", String.join(", ", refused))
                    .status(refused.isEmpty() || wasReady)
                    .build();
        };
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck types() {
        return () -> HealthCheckResponse.named("Event types and their topics are known")
                .status(gateway.isCatalogueReady())
                .build();
    }

    /** Never takes the gateway out of service: HTTP needs no sessions. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck mqtt() {
        return () -> HealthCheckResponse.named("MQTT")
                .up()
                .withData("sessions", gateway.mqtt())
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
