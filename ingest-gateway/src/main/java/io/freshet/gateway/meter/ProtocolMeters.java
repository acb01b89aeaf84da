package io.freshet.gateway.meter;

import io.freshet.gateway.outcome.Outcome;
import io.freshet.model.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one protocol. Any thread. */
final class ProtocolMeters {
    private static final String ACCEPTED = "accepted";
    private static final String REJECTED = "rejected";

    private final MeterRegistry registry;
    private final String protocol;
    private final Timer acknowledged;
    private final Counter bytes;
    private final Map<Label, Counter> events = new ConcurrentHashMap<>();
    /** By type: by far the most. */
    private final Map<String, Counter> accepted = new ConcurrentHashMap<>();

    private record Label(
            String type, String outcome, @Nullable Reason reason) {}

    ProtocolMeters(MeterRegistry registry, String protocol) {
        this.registry = registry;
        this.protocol = protocol;
        this.acknowledged = Timer.builder("freshet.gateway.acknowledgement")
                .description("From the whole request read to every event of it durable or given up")
                .tag("protocol", protocol)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
        this.bytes = Counter.builder("freshet.gateway.body")
                .baseUnit("bytes")
                .description("Bytes of bodies as they were sent")
                .tag("protocol", protocol)
                .register(registry);
    }

    void request(int bodyBytes, long nanos) {
        bytes.increment(bodyBytes);
        acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    }

    void events(String type, Outcome outcome, @Nullable Reason reason, int count) {
        if (outcome instanceof Outcome.Accepted) {
            accepted(type, count);
            return;
        }
        events.computeIfAbsent(new Label(type, name(outcome), reason), this::register)
                .increment(count);
    }

    void accepted(String type, int count) {
        Counter counter = accepted.get(type);
        if (counter == null) {
            counter = register(new Label(type, ACCEPTED, null));
            accepted.put(type, counter);
        }
        counter.increment(count);
    }

    void rejected(String type, Reason reason) {
        events.computeIfAbsent(new Label(type, REJECTED, reason), this::register)
                .increment();
    }

    private Counter register(Label label) {
        return Counter.builder("freshet.gateway.events")
                .description("Events by what became of them")
                .tag("protocol", protocol)
                .tag("type", label.type)
                .tag("outcome", label.outcome)
                .tag("reason", label.reason == null ? "" : label.reason.slug())
                .register(registry);
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted ignored -> ACCEPTED;
            case Outcome.Rejected ignored -> REJECTED;
            case Outcome.Retry ignored -> "retry";
        };
    }
}
