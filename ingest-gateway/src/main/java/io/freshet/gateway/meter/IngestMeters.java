package io.freshet.gateway.meter;

import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.Outcome;
import io.freshet.model.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts events and requests. Labels are names of served types and reasons, so their number is bounded. Any thread. */
public final class IngestMeters {
    private static final String EVENTS = "freshet.gateway.events";

    private final MeterRegistry registry;
    private final Timer acknowledged;
    private final Map<String, OfType> types = new ConcurrentHashMap<>();
    private final Map<Reason, Counter> refused = new ConcurrentHashMap<>();

    public IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        this.acknowledged = Timer.builder("freshet.gateway.acknowledgement")
                .description("From the whole request read to every event of it durable or given up")
                .publishPercentileHistogram()
                .register(registry);
    }

    /** @param type the name of a served type, never what a sender wrote */
    public void answered(String type, int bodyBytes, long nanos, Answer answer) {
        OfType meters = types.computeIfAbsent(type, this::register);
        meters.bytes.increment(bodyBytes);
        meters.accepted.increment(answer.accepted());
        if (answer.accepted() < answer.outcomes().size()) {
            answer.outcomes().forEach(outcome -> count(type, meters, outcome));
        }
        acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A request that was refused as a whole. */
    public void refused(Reason reason) {
        refused.computeIfAbsent(
                        reason,
                        r -> Counter.builder("freshet.gateway.requests.refused")
                                .tag("reason", r.slug())
                                .register(registry))
                .increment();
    }

    private void count(String type, OfType meters, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted ignored -> {}
            case Outcome.Rejected rejected ->
                meters.counter(meters.rejected, type, "rejected", rejected.reason())
                        .increment();
            case Outcome.Retry retry ->
                meters.counter(meters.retry, type, "retry", retry.reason()).increment();
        }
    }

    private OfType register(String type) {
        return new OfType(
                registry,
                Counter.builder(EVENTS)
                        .tags("type", type, "outcome", "accepted", "reason", "")
                        .register(registry),
                Counter.builder("freshet.gateway.body")
                        .baseUnit("bytes")
                        .tag("type", type)
                        .register(registry),
                new EnumMap<>(Reason.class),
                new EnumMap<>(Reason.class));
    }

    private record OfType(
            MeterRegistry registry,
            Counter accepted,
            Counter bytes,
            Map<Reason, Counter> rejected,
            Map<Reason, Counter> retry) {

        Counter counter(Map<Reason, Counter> of, String type, String outcome, Reason reason) {
            synchronized (of) {
                return of.computeIfAbsent(
                        reason,
                        r -> Counter.builder(EVENTS)
                                .tags("type", type, "outcome", outcome, "reason", r.slug())
                                .register(registry));
            }
        }
    }
}
