package io.freshet.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why something was not taken. One word everywhere: it labels the metric, the problem type of an answer and the record on
 * {@code events.rejected} alike.
 */
public enum Reason {
    // One event of an admitted sender: kept on events.rejected.
    MALFORMED_JSON(Scope.EVENT, 422),
    NOT_AN_OBJECT(Scope.EVENT, 422),
    EVENT_TOO_LARGE(Scope.EVENT, 422),
    TOO_DEEP(Scope.EVENT, 422),
    DUPLICATE_FIELD(Scope.EVENT, 422),
    UNKNOWN_FIELD(Scope.EVENT, 422),
    MISSING_FIELD(Scope.EVENT, 422),
    WRONG_TYPE(Scope.EVENT, 422),
    OUT_OF_RANGE(Scope.EVENT, 422),
    INVALID_FORMAT(Scope.EVENT, 422),
    INVALID_KEY(Scope.EVENT, 422),
    INVALID_META(Scope.EVENT, 422),
    NO_SUCH_TYPE(Scope.EVENT, 422),
    CONSENT_REFUSED(Scope.EVENT, 422),
    TOPIC_MISMATCH(Scope.EVENT, 422),
    // One Kafka record that the relay could not turn into a row: kept on events.rejected.
    UNDECODABLE_RECORD(Scope.EVENT, 422),
    // One event for which a declared job has no value: kept on events.rejected.
    EXPRESSION_FAILED(Scope.EVENT, 422),
    ROW_TOO_LARGE(Scope.EVENT, 422),
    // The whole request: nothing of it was looked at as an event.
    EMPTY_BODY(Scope.REQUEST, 400),
    INVALID_ENCODING(Scope.REQUEST, 400),
    INVALID_TYPE_NAME(Scope.REQUEST, 400),
    INVALID_QUERY(Scope.REQUEST, 400),
    // Not let in: nothing of it is kept, and it is a metric only.
    UNAUTHENTICATED(Scope.REQUEST, 401),
    INVALID_SIGNATURE(Scope.REQUEST, 401),
    STALE_SIGNATURE(Scope.REQUEST, 401),
    REPLAYED_SIGNATURE(Scope.REQUEST, 401),
    OUT_OF_SCOPE(Scope.REQUEST, 403),
    ORIGIN_NOT_ALLOWED(Scope.REQUEST, 403),
    CONSENT_WITHHELD(Scope.REQUEST, 403),
    UNKNOWN_TYPE(Scope.REQUEST, 404),
    NOT_FOUND(Scope.REQUEST, 404),
    METHOD_NOT_ALLOWED(Scope.REQUEST, 405),
    BODY_TIMEOUT(Scope.REQUEST, 408),
    BODY_TOO_LARGE(Scope.REQUEST, 413),
    UNSUPPORTED_MEDIA_TYPE(Scope.REQUEST, 415),
    UNSUPPORTED_ENCODING(Scope.REQUEST, 415),
    // Passing: the same event may be sent again.
    OVERLOADED(Scope.PASSING, 429),
    RATE_LIMITED(Scope.PASSING, 429),
    QUOTA_EXHAUSTED(Scope.PASSING, 429),
    IDENTITY_UNAVAILABLE(Scope.PASSING, 503),
    BROKER_UNAVAILABLE(Scope.PASSING, 503),
    REGISTRY_UNAVAILABLE(Scope.PASSING, 503),
    RESULTS_UNAVAILABLE(Scope.PASSING, 503),
    SPOOL_FULL(Scope.PASSING, 503),
    SHUTTING_DOWN(Scope.PASSING, 503),
    EARLIER_EVENT_FAILED(Scope.PASSING, 503);

    /** What a reason speaks of. */
    public enum Scope {
        /** One event: it is kept on {@code events.rejected}, and sending it again unchanged would not help. */
        EVENT,
        /** The request as a whole: there is no event to keep. */
        REQUEST,
        /** A fault that passes: the sender may send the same again. */
        PASSING
    }

    private final Scope scope;
    private final int status;
    private final String slug;

    Reason(Scope scope, int status) {
        this.scope = scope;
        this.status = status;
        this.slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Scope scope() {
        return scope;
    }

    /** The HTTP status of an answer that this reason alone decides. */
    public int status() {
        return status;
    }

    /** Lower case with hyphens, as it stands in the problem type: {@code unknown-field}. */
    public String slug() {
        return slug;
    }

    /** The reason with this slug, if there is one. */
    public static Optional<Reason> ofSlug(String slug) {
        return Arrays.stream(values())
                .filter(reason -> reason.slug.equals(slug))
                .findFirst();
    }
}
