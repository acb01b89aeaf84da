package io.freshet.gateway.intake;

import io.freshet.model.Reason;
import io.freshet.model.json.Transcoded;
import org.jspecify.annotations.Nullable;

/** What intake says of one event, before anything is published. */
public sealed interface Verdict {

    /** The event fits its type. */
    record Valid(Transcoded.Encoded event) implements Verdict {}

    /**
     * The event does not fit; it is to be kept on {@code events.rejected}.
     *
     * @param pointer JSON pointer to the offending value; empty for the whole event
     * @param from where the event's bytes begin in the body
     * @param to where they end, exclusive
     */
    record Invalid(
            Reason reason,
            String pointer,
            String detail,
            @Nullable String id,
            @Nullable String key,
            int from,
            int to) implements Verdict {}
}
