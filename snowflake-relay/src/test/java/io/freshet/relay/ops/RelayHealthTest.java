package io.freshet.relay.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.relay.cut.Course.Phase;
import io.freshet.relay.source.RelayStatus;
import io.freshet.relay.source.RelayStatus.Partition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RelayHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration BROKEN_AFTER = Duration.ofSeconds(30);

    private static Partition partition(Phase phase, long lag, @Nullable Duration failing, @Nullable String trouble) {
        return new Partition(
                "clicks",
                3,
                phase,
                lag,
                NOW.minusSeconds(100),
                null,
                failing == null ? null : NOW.minus(failing),
                trouble);
    }

    private static HealthCheckResponse readiness(Instant brokerAnswered, boolean member, Partition... partitions) {
        RelayStatus status = new RelayStatus(NOW, brokerAnswered, member, 0, List.of(partitions));
        return RelayHealth.readiness(status, NOW, BROKEN_AFTER);
    }

    private static Object data(HealthCheckResponse response, String name) {
        return response.getData().orElseThrow().get(name);
    }

    @Test
    void whoHasABacklogIsReadyAndSaysHowFarBehind() {
        HealthCheckResponse response = readiness(NOW, true, partition(Phase.READ, 1_000_000, null, null));
        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(data(response, "lag")).isEqualTo(1_000_000L);
        assertThat(data(response, "oldest-seconds")).isEqualTo(100L);
    }

    @Test
    void whoTriesAgainIsReadyAndSaysWhy() {
        HealthCheckResponse response =
                readiness(NOW, true, partition(Phase.STORE, 10, Duration.ofSeconds(20), "status 503"));
        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(data(response, "behind")).isEqualTo(1L);
        assertThat(data(response, "clicks/3")).isEqualTo("status 503");
    }

    @Test
    void whoseStepHasFailedForLongIsNotReady() {
        HealthCheckResponse response =
                readiness(NOW, true, partition(Phase.STORE, 10, Duration.ofSeconds(31), "denied (403)"));
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(data(response, "broken")).isEqualTo(1L);
        assertThat(data(response, "clicks/3")).isEqualTo("denied (403)");
    }

    @Test
    void aStoppedPartitionDoesNotKeepTheOthersFromBeingReady() {
        assertThat(readiness(NOW, true, partition(Phase.STOPPED, 10, Duration.ofHours(1), "records are lost"))
                        .getStatus())
                .isEqualTo(Status.UP);
    }

    @Test
    void withoutBrokerOrGroupItIsNotReady() {
        assertThat(readiness(NOW.minusSeconds(31), true).getStatus()).isEqualTo(Status.DOWN);
        assertThat(readiness(NOW, false).getStatus()).isEqualTo(Status.DOWN);
        assertThat(readiness(NOW, true).getStatus()).isEqualTo(Status.UP);
    }
}
