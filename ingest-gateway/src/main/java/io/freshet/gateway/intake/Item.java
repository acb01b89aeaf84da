package io.freshet.gateway.intake;

import io.freshet.model.Reason;
import org.jspecify.annotations.Nullable;

/** One event of a body as its protocol has it, before its type has spoken. */
public sealed interface Item {
    /** Name of the type that it is meant for; may be no name at all. */
    String type();

    /**
     * An event that can be shown to its type.
     *
     * @param json the event as a JSON object for its type, which may be the original itself
     */
    record Event(String type, Original json, Original original, Facts facts) implements Item {}

    /** An event that its protocol already cannot have. */
    record Broken(
            String type,
            Reason reason,
            String pointer,
            String detail,
            @Nullable String id,
            Original original) implements Item {}
}
