package io.freshet.relay.ops;

import io.freshet.relay.cut.CutReason;
import io.freshet.relay.source.RelayObserver;
import io.freshet.relay.source.RelayStatus;
import io.freshet.relay.store.FileFacts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** {@code freshet.relay.*} as metrics. Any number of threads. */
@ApplicationScoped
public class RelayMetrics implements RelayObserver {
    private static final String TOPIC = "topic";

    private final MeterRegistry registry;
    private final MultiGauge lag;
    private volatile RelayStatus status = RelayStatus.NONE;

    public RelayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.lag = MultiGauge.builder("freshet.relay.lag")
                .description("Records of the log that are not yet in a committed file")
                .register(registry);
        gauge("freshet.relay.held", s -> s.heldBytes());
        gauge("freshet.relay.partitions", s -> s.partitions().size());
        gauge(
                "freshet.relay.stopped",
                s -> s.partitions().stream()
                        .filter(RelayStatus.Partition::stopped)
                        .count());
        gauge(
                "freshet.relay.behind",
                s -> s.partitions().stream()
                        .filter(RelayStatus.Partition::behind)
                        .count());
    }

    private void gauge(String name, ToDoubleFunction<RelayStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(status)).register(registry);
    }

    @Override
    public void status(RelayStatus now) {
        status = now;
        lag.register(
                now.partitions().stream()
                        .map(partition -> MultiGauge.Row.of(
                                Tags.of(TOPIC, partition.topic(), "partition", Integer.toString(partition.partition())),
                                partition.lag()))
                        .toList(),
                true);
    }

    @Override
    public void cut(CutReason reason) {
        registry.counter("freshet.relay.cuts", "reason", reason.label()).increment();
    }

    @Override
    public void stored(FileFacts facts, long bytes, Duration putLatency) {
        String topic = facts.range().origin().topic();
        registry.counter("freshet.relay.files", TOPIC, topic).increment();
        registry.counter("freshet.relay.rows", TOPIC, topic).increment((double) facts.rows());
        registry.counter("freshet.relay.bytes", TOPIC, topic).increment((double) bytes);
        registry.counter("freshet.relay.raw.bytes", TOPIC, topic).increment((double) facts.rawBytes());
        registry.timer("freshet.relay.put").record(putLatency);
    }

    @Override
    public void rejected(String topic, int records) {
        registry.counter("freshet.relay.rejected", TOPIC, topic).increment(records);
    }

    @Override
    public void alarm(String topic, int partition) {
        registry.counter("freshet.relay.alarms", TOPIC, topic).increment();
    }

    @Override
    public void retry(String step) {
        registry.counter("freshet.relay.retries", "step", step).increment();
    }

    @Override
    public void fenced() {
        registry.counter("freshet.relay.fenced").increment();
    }
}
