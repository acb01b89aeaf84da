package io.freshet.processor.ops;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the job runs; else says what is waited for. */
@Readiness
@ApplicationScoped
class JobReadiness implements HealthCheck {
    private final ProcessorLifecycle lifecycle;

    JobReadiness(ProcessorLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        Supervisor.Status status = lifecycle.status();
        return HealthCheckResponse.named("customer-order-totals")
                .status(status.state() == Supervisor.State.RUNNING)
                .withData("state", status.state().name())
                .withData("detail", status.detail())
                .build();
    }
}
