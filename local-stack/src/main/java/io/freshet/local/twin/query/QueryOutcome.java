package io.freshet.local.twin.query;

import java.io.ByteArrayOutputStream;

/** What became of a query. */
public sealed interface QueryOutcome {

    /** The answer's body, JSON. */
    record Answered(ByteArrayOutputStream json) implements QueryOutcome {}

    /**
     * Not run, or not to its end.
     *
     * @param slug names the problem, as in the problem's type
     */
    record Refused(int status, String slug, String detail) implements QueryOutcome {}
}
