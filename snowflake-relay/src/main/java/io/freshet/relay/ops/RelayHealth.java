package io.freshet.relay.ops;

import io.freshet.relay.source.RelayStatus;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Alive: the poll loop turns. Ready: the broker answers, the group has given us our part, and no step of it has failed for long.
 * Who is merely behind (a backlog, a step that is tried again) is ready, and says by how much. Well: no partition has stopped; one
 * that has needs a person, and does not keep the others from being ready.
 */
@ApplicationScoped
public class RelayHealth {
    /** Longer than the slowest turn: a commit and a poll that both wait for a broker that is gone. */
    private static final Duration STUCK = Duration.ofMinutes(2);

    private static final Duration BROKER_SILENT = Duration.ofSeconds(30);
    private static final int SHOWN = 20;

    private final RelayService service;
    private final InstantSource clock;
    private final Duration brokenAfter;

    public RelayHealth(RelayService service, InstantSource clock, RelayConfig config) {
        this.service = service;
        this.clock = clock;
        this.brokenAfter = config.brokenAfter();
    }

    @Produces
    @Liveness
    HealthCheck alive() {
        return () -> {
            Instant turned = service.status().turned();
            boolean stuck = !turned.equals(Instant.MIN)
                    && turned.isBefore(clock.instant().minus(STUCK));
            return HealthCheckResponse.named("relay-loop")
                    .status(service.running() && !stuck)
                    .build();
        };
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> readiness(service.status(), clock.instant(), brokenAfter);
    }

    /** @param brokenAfter for so long a step may fail before that is more than being behind */
    static HealthCheckResponse readiness(RelayStatus status, Instant now, Duration brokenAfter) {
        boolean broker = status.brokerAnswered().isAfter(now.minus(BROKER_SILENT));
        List<RelayStatus.Partition> behind = those(status, RelayStatus.Partition::behind);
        List<RelayStatus.Partition> broken = those(status, partition -> partition.broken(now, brokenAfter));
        HealthCheckResponseBuilder response = HealthCheckResponse.named("relay")
                .status(broker && status.member() && broken.isEmpty())
                .withData("broker", broker ? "answers" : "does not answer")
                .withData("member", status.member())
                .withData("partitions", status.partitions().size())
                .withData("lag", status.lag())
                .withData("oldest-seconds", status.oldestAge(now).toSeconds())
                .withData("behind", behind.size())
                .withData("broken", broken.size());
        return troubles(response, behind).build();
    }

    @Produces
    @Wellness
    HealthCheck well() {
        return () -> {
            List<RelayStatus.Partition> stopped = those(service.status(), RelayStatus.Partition::stopped);
            HealthCheckResponseBuilder response = HealthCheckResponse.named("relay-partitions")
                    .status(stopped.isEmpty())
                    .withData("stopped", stopped.size());
            return troubles(response, stopped).build();
        };
    }

    private static List<RelayStatus.Partition> those(RelayStatus status, Predicate<RelayStatus.Partition> wanted) {
        return status.partitions().stream().filter(wanted).toList();
    }

    private static HealthCheckResponseBuilder troubles(
            HealthCheckResponseBuilder response, List<RelayStatus.Partition> partitions) {
        partitions.stream()
                .limit(SHOWN)
                .forEach(partition -> response.withData(partition.toString(), String.valueOf(partition.trouble())));
        return response;
    }
}
