package io.freshet.processor.ops;

import io.freshet.model.Reason;
import io.freshet.processor.topology.JobMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** The counters and gauges of one job, all labelled by its name. Safe for any number of threads. */
final class JobMeters implements JobMeter {
    private final MeterRegistry registry;
    private final Tags job;
    private final Counter in;
    private final Counter clamped;
    private final Counter leftOut;
    private final Counter withoutGroup;
    private final Counter heldBack;
    private final Counter uncertain;
    private final Counter results;
    private final Counter late;
    private final Counter closed;
    private final Map<Integer, Long> watermarks = new ConcurrentHashMap<>();
    private final RestoreProgress restore = new RestoreProgress();
    private final AtomicReference<@Nullable KafkaStreams> streams = new AtomicReference<>();

    JobMeters(MeterRegistry registry, String name, InstantSource clock) {
        this.registry = registry;
        this.job = Tags.of("job", name);
        this.in = registry.counter("freshet.processor.in", job);
        this.clamped = registry.counter("freshet.processor.clamped", job);
        this.leftOut = registry.counter("freshet.processor.left.out", job);
        this.withoutGroup = registry.counter("freshet.processor.without.group", job);
        this.heldBack = registry.counter("freshet.processor.held.back", job);
        this.uncertain = registry.counter("freshet.processor.uncertain", job);
        this.results = registry.counter("freshet.processor.results", job);
        this.late = registry.counter("freshet.processor.late", job);
        this.closed = registry.counter("freshet.processor.windows.closed", job);
        registry.gauge("freshet.processor.watermark.lag.seconds", job, this, meters -> meters.lagSeconds(clock));
        registry.gauge("freshet.processor.restore.remaining", job, restore, RestoreProgress::remaining);
        registry.gauge("freshet.processor.state.bytes", job, this, meters -> meters.sum("total-sst-files-size"));
        registry.gauge("freshet.processor.state.entries", job, this, meters -> meters.sum("estimate-num-keys"));
    }

    RestoreProgress restore() {
        return restore;
    }

    /** What state is asked of from now on. */
    void watch(KafkaStreams next) {
        streams.set(next);
    }

    void unwatch() {
        streams.set(null);
        watermarks.clear();
    }

    /** How far the slowest task's clock is behind; not a number while none is known. */
    private double lagSeconds(InstantSource clock) {
        return watermarks.values().stream()
                .mapToLong(Long::longValue)
                .filter(watermark -> watermark != Long.MIN_VALUE)
                .mapToDouble(watermark -> (clock.millis() - watermark) / 1_000.0)
                .max()
                .orElse(Double.NaN);
    }

    private double sum(String metric) {
        KafkaStreams running = streams.get();
        return running == null
                ? 0
                : running.metrics().values().stream()
                        .filter(found -> found.metricName().name().equals(metric))
                        .map(Metric::metricValue)
                        .filter(Number.class::isInstance)
                        .mapToDouble(value -> ((Number) value).doubleValue())
                        .sum();
    }

    @Override
    public void in() {
        in.increment();
    }

    @Override
    public void clamped() {
        clamped.increment();
    }

    @Override
    public void leftOut() {
        leftOut.increment();
    }

    @Override
    public void withoutGroup() {
        withoutGroup.increment();
    }

    @Override
    public void heldBack() {
        heldBack.increment();
    }

    @Override
    public void uncertain() {
        uncertain.increment();
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
        registry.counter("freshet.processor.rejected", job.and("reason", reason.slug()))
                .increment();
    }

    @Override
    public void windowsClosed(int count) {
        closed.increment(count);
    }

    @Override
    public void watermark(int task, long time) {
        watermarks.put(task, time);
    }

    @Override
    public void gone(int task) {
        watermarks.remove(task);
    }
}
