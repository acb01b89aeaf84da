package io.freshet.gateway.intake;

import io.freshet.model.EventType;
import io.freshet.model.Reason;
import io.freshet.model.json.Transcoded;
import org.jspecify.annotations.Nullable;

/** What intake says of one event, before anything is published. */
public sealed interface Verdict {

    /** The event fits its type. */
    record Valid(EventType type, Transcoded.Encoded event, Facts facts) implements Verdict {}

    /**
     * The event does not fit; it is to be kept on {@code events.rejected}.
     *
     * @param type name of the type that it was meant for
     * @param schemaId the version it was checked against; null where it was checked against none
     * @param pointer JSON pointer to the offending value; empty for the whole event
     */
    record Invalid(
            String type,
            @Nullable Integer schemaId,
            Reason reason,
            String pointer,
            String detail,
            @Nullable String id,
            @Nullable String key,
            Original original)
            implements Verdict {}

    /** Nobody can say now whether the event fits: it is to be sent again. */
    record Postponed(Reason reason, @Nullable String id) implements Verdict {}
}
