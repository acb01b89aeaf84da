package io.freshet.gateway.http;

import io.freshet.gateway.admission.Decision;
import io.freshet.model.Reason;
import java.util.Locale;

/**
 * A request that is refused as a whole, as RFC 9457 has it.
 *
 * @param slug the last part of the problem type's URI
 * @param retryAfter whole seconds, 0 for none
 */
record Problem(String slug, int status, String title, String detail, int retryAfter) {
    static final String CONTENT_TYPE = "application/problem+json";
    private static final String TYPE_BASE = "https://freshet.io/problems/";

    static Problem of(Reason reason, String detail) {
        return new Problem(reason.slug(), reason.status(), title(reason.slug()), detail, RetryAfter.seconds(reason));
    }

    static Problem of(Decision.Denied denied) {
        Reason reason = denied.reason();
        return new Problem(reason.slug(), reason.status(), title(reason.slug()), denied.detail(), denied.retryAfter());
    }

    /** The same, with another status. */
    Problem withStatus(int other) {
        return new Problem(slug, other, title, detail, retryAfter);
    }

    /** The same, with another wait. */
    Problem withRetryAfter(int seconds) {
        return new Problem(slug, status, title, detail, seconds);
    }

    /** A bug of ours; its trace is in the log, never in an answer. */
    static Problem internal() {
        return new Problem(
                "internal-error", 500, "Internal error", "The request failed through no fault of its own.", 0);
    }

    String type() {
        return TYPE_BASE + slug;
    }

    private static String title(String slug) {
        return slug.substring(0, 1).toUpperCase(Locale.ROOT) + slug.substring(1).replace('-', ' ');
    }
}
