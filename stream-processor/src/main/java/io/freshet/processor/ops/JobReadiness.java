package io.freshet.processor.ops;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while every job runs, with its state restored; else says of each what it waits for. */
@Readiness
@ApplicationScoped
class JobReadiness implements HealthCheck {
    private final ProcessorLifecycle lifecycle;

    JobReadiness(ProcessorLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("jobs");
        boolean ready = true;
        for (Supervisor job : lifecycle.jobs()) {
            Supervisor.Status status = job.status();
            ready &= status.state() == Supervisor.State.RUNNING;
            answer.withData(
                    job.job(),
                    status.detail().isEmpty() ? status.state().name() : status.state() + ": " + status.detail());
        }
        return answer.status(ready).build();
    }
}
