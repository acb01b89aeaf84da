package io.freshet.processor.ops;

import io.freshet.processor.query.RunningJob;
import io.freshet.processor.query.RunningJobs;
import java.util.List;
import java.util.Optional;

/** The jobs of this process, for queries. */
record SupervisedJobs(List<Supervisor> supervisors) implements RunningJobs {
    @Override
    public boolean isDeclared(String name) {
        return supervisors.stream().anyMatch(supervisor -> supervisor.job().equals(name));
    }

    @Override
    public Optional<RunningJob> find(String name) {
        return supervisors.stream()
                .filter(supervisor -> supervisor.job().equals(name))
                .findFirst()
                .flatMap(Supervisor::running)
                .map(running -> new RunningJob(running.plan(), running.streams()));
    }
}
