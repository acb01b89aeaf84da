package io.freshet.gateway.intake;

import io.freshet.model.Reason;
import java.util.List;

/** What intake makes of a whole body. */
public sealed interface Reading {

    /** At least one event was found; each has its verdict, in the order of the body. */
    record Events(List<Verdict> verdicts) implements Reading {}

    /** The body as a whole is refused; nothing of it is kept. */
    record Refused(Reason reason, String detail) implements Reading {}
}
