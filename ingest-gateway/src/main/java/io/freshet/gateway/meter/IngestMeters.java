package io.freshet.gateway.meter;

import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.Outcome;
import io.freshet.model.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts events and requests. Labels are protocols, names of served types and reasons, never what a sender wrote: their number is
 * bounded. Any thread.
 */
public final class IngestMeters {
    private static final String NO_TYPE = "";

    private final MeterRegistry registry;
    private final Map<String, ProtocolMeters> protocols = new ConcurrentHashMap<>();
    private final Map<Reason, Counter> refused = new ConcurrentHashMap<>();

    public IngestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A request whose events all have their outcome.
     *
     * @param verdicts one per outcome
     * @param nanos since the whole request was there
     */
    public void answered(String protocol, List<Verdict> verdicts, int bodyBytes, long nanos, Answer answer) {
        ProtocolMeters meters = of(protocol);
        meters.request(bodyBytes, nanos);
        List<Outcome> outcomes = answer.outcomes();
        int from = 0;
        while (from < outcomes.size()) {
            Reason reason = reason(outcomes.get(from));
            String type = type(verdicts.get(from));
            int to = from + 1;
            while (to < outcomes.size()
                    && reason == reason(outcomes.get(to))
                    && type.equals(type(verdicts.get(to)))
                    && outcomes.get(to).getClass() == outcomes.get(from).getClass()) {
                to++;
            }
            meters.events(type, outcomes.get(from), reason, to - from);
            from = to;
        }
    }

    /**
     * One event that came by itself and is durable now.
     *
     * @param nanos since it was there
     */
    public void settled(String protocol, Verdict verdict, int bytes, long nanos) {
        ProtocolMeters meters = of(protocol);
        meters.request(bytes, nanos);
        if (verdict instanceof Verdict.Invalid invalid) {
            meters.rejected(type(verdict), invalid.reason());
        } else {
            meters.accepted(type(verdict), 1);
        }
    }

    private ProtocolMeters of(String protocol) {
        ProtocolMeters known = protocols.get(protocol);
        return known == null ? protocols.computeIfAbsent(protocol, p -> new ProtocolMeters(registry, p)) : known;
    }

    /** A request that was refused as a whole. */
    public void refused(Reason reason) {
        refused.computeIfAbsent(
                        reason,
                        r -> Counter.builder("freshet.gateway.requests.refused")
                                .description("Requests that were refused as a whole")
                                .tag("reason", r.slug())
                                .register(registry))
                .increment();
    }

    private static @Nullable Reason reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted ignored -> null;
            case Outcome.Rejected rejected -> rejected.reason();
            case Outcome.Retry retry -> retry.reason();
        };
    }

    /** The name of a type only if it is one that is served. */
    private static String type(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid valid -> valid.type().name();
            case Verdict.Invalid invalid -> invalid.schemaId() == null ? NO_TYPE : invalid.type();
            case Verdict.Postponed ignored -> NO_TYPE;
        };
    }
}
