package io.freshet.relay.ops;

import io.freshet.relay.cut.CutReason;
import io.freshet.relay.source.RelayObserver;
import io.freshet.relay.source.RelayStatus;
import io.freshet.relay.store.FileFacts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** {@code freshet.relay.*} as metrics. Any number of threads. */
@ApplicationScoped
public class RelayMetrics implements RelayObserver {
    private static final String TOPIC = "topic";
    private static final String CONFLICTS = "freshet.relay.conflicts";
    private static final String FENCED = "freshet.relay.fenced";

    private final MeterRegistry registry;
    private final TopicLabels topics = new TopicLabels();
    private final PartitionGauges partitions;
    private volatile RelayStatus status = RelayStatus.NONE;

    public RelayMetrics(MeterRegistry registry, RelayConfig config, InstantSource clock) {
        this.registry = registry;
        this.partitions = new PartitionGauges(registry, clock);
        gauge("freshet.relay.held", "Bytes of records and files in memory", s -> s.heldBytes());
        gauge(
                "freshet.relay.partitions",
                "Partitions that are ours",
                s -> s.partitions().size());
        gauge(
                "freshet.relay.stopped",
                "Partitions that wait for a person",
                s -> s.partitions().stream()
                        .filter(RelayStatus.Partition::stopped)
                        .count());
        gauge(
                "freshet.relay.behind",
                "Partitions whose last step failed",
                s -> s.partitions().stream()
                        .filter(RelayStatus.Partition::behind)
                        .count());
        gauge("freshet.relay.broken", "Partitions whose steps have failed for long", s -> {
            Instant now = clock.instant();
            return s.partitions().stream()
                    .filter(partition -> partition.broken(now, config.brokenAfter()))
                    .count();
        });
        Gauge.builder("freshet.relay.budget", () -> config.cut().budget().asLongValue())
                .description("Bytes that may be held")
                .register(registry);
        // Zero is something to see, too.
        registry.counter(CONFLICTS);
        registry.counter(FENCED);
    }

    private void gauge(String name, String what, ToDoubleFunction<RelayStatus> value) {
        Gauge.builder(name, () -> value.applyAsDouble(status)).description(what).register(registry);
    }

    @Override
    public void status(RelayStatus now) {
        status = now;
        partitions.show(now);
    }

    @Override
    public void cut(CutReason reason) {
        registry.counter("freshet.relay.cuts", "reason", reason.label()).increment();
    }

    @Override
    public void stored(FileFacts facts, long bytes, Duration putLatency) {
        String topic = topics.of(facts.range().origin().topic());
        registry.counter("freshet.relay.files", TOPIC, topic).increment();
        registry.counter("freshet.relay.rows", TOPIC, topic).increment((double) facts.rows());
        registry.counter("freshet.relay.bytes", TOPIC, topic).increment((double) bytes);
        registry.counter("freshet.relay.raw.bytes", TOPIC, topic).increment((double) facts.rawBytes());
        registry.timer("freshet.relay.put").record(putLatency);
    }

    @Override
    public void settled(String topic, Instant now, Instant arrival, Optional<Instant> event) {
        delay(topic, "arrival", Duration.between(arrival, now));
        event.ifPresent(happened -> delay(topic, "event", Duration.between(happened, now)));
    }

    private void delay(String topic, String since, Duration delay) {
        Timer.builder("freshet.relay.delay")
                .description("From the first record of a file, by its arrival or its event, to the file's commit")
                .tags(TOPIC, topics.of(topic), "since", since)
                .register(registry)
                .record(delay.isNegative() ? Duration.ZERO : delay);
    }

    @Override
    public void conflict() {
        registry.counter(CONFLICTS).increment();
    }

    @Override
    public void rejected(String topic, int records) {
        registry.counter("freshet.relay.rejected", TOPIC, topics.of(topic)).increment(records);
    }

    @Override
    public void alarm(String topic, int partition) {
        registry.counter("freshet.relay.alarms", TOPIC, topics.of(topic)).increment();
    }

    @Override
    public void retry(String step) {
        registry.counter("freshet.relay.retries", "step", step).increment();
    }

    @Override
    public void fenced() {
        registry.counter(FENCED).increment();
    }
}
