package io.freshet.processor.ops;

import io.freshet.model.Reason;
import io.freshet.processor.topology.CustomerOrderTotals;
import io.freshet.processor.topology.JobMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The counters of the job. */
final class CountedJob implements JobMeter {
    private static final Tags JOB = Tags.of("job", CustomerOrderTotals.NAME);

    private final MeterRegistry registry;
    private final Counter results;
    private final Counter late;
    private final Counter dropped;

    CountedJob(MeterRegistry registry) {
        this.registry = registry;
        this.results = registry.counter("freshet.processor.results", JOB);
        this.late = registry.counter("freshet.processor.late", JOB);
        this.dropped = registry.counter("freshet.processor.windows.closed", JOB);
    }

    @Override
    public void result() {
        results.increment();
    }

    @Override
    public void late() {
        late.increment();
    }

    @Override
    public void rejected(Reason reason) {
        registry.counter("freshet.processor.rejected", JOB.and("reason", reason.slug()))
                .increment();
    }

    @Override
    public void windowsClosed(int count) {
        dropped.increment(count);
    }

    @Override
    public void in() {}

    @Override
    public void clamped() {}

    @Override
    public void leftOut() {}

    @Override
    public void withoutGroup() {}

    @Override
    public void heldBack() {}

    @Override
    public void watermark(int task, long time) {}

    @Override
    public void gone(int task) {}
}
