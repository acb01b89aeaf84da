package io.freshet.local.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an {@link HttpFaultProxy} does to requests: each fault to a part of them, drawn by lot; the rest passes.
 *
 * @param chances together at most 1
 */
public record HttpFaults(List<Chance> chances) {
    public static final HttpFaults NONE = new HttpFaults(List.of());

    public HttpFaults {
        chances = List.copyOf(chances);
        if (chances.stream().mapToDouble(Chance::probability).sum() > 1 + 1e-9) {
            throw new IllegalArgumentException("probabilities are more than 1 together: " + chances);
        }
    }

    /** A fault that so large a part of the requests meets. */
    public record Chance(double probability, Fault fault) {}

    /** What happens to one request. */
    public sealed interface Fault {}

    /** The proxy answers itself, with an S3 error of this code; upstream sees nothing. */
    public record Answer(int status, String code) implements Fault {}

    /** Upstream does its work, and the client's connection is reset instead of its answer. */
    public record LoseResponse() implements Fault {}

    /** Passes, so much later. */
    public record Slow(Duration delay) implements Fault {}

    /** The request is read, upstream sees nothing, and no answer ever comes. */
    public record Hang() implements Fault {}

    public static final Fault INTERNAL_ERROR = new Answer(500, "InternalError");
    public static final Fault SLOW_DOWN = new Answer(503, "SlowDown");
    public static final Fault TOO_MANY = new Answer(429, "TooManyRequests");
    public static final Fault DENIED = new Answer(403, "AccessDenied");
    public static final Fault CLOCK_SKEW = new Answer(403, "RequestTimeTooSkewed");
    public static final Fault NO_BUCKET = new Answer(404, "NoSuchBucket");

    /** The same fault for everything. */
    public static HttpFaults always(Fault fault) {
        return NONE.with(1, fault);
    }

    public HttpFaults with(double probability, Fault fault) {
        List<Chance> more = new ArrayList<>(chances);
        more.add(new Chance(probability, fault));
        return new HttpFaults(more);
    }
}
