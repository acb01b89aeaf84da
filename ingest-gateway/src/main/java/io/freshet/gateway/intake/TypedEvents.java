package io.freshet.gateway.intake;

import io.freshet.gateway.admission.Limits;
import io.freshet.model.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events that each name their type, in {@code _meta.type}: an object, an array, or one per line, as for {@link Intake}. Immutable; any
 * thread.
 */
public final class TypedEvents {
    private static final Set<String> TYPE = Set.of("_meta/type");

    private final Limits limits;

    public TypedEvents(Limits limits) {
        this.limits = limits;
    }

    /** @param named the type that the path names; null where each event names its own */
    public Decoded decode(Body body, @Nullable String named) {
        Items items = new Items(limits.events());
        Splitter.split(
                body,
                items.of(
                        event -> item(event, named),
                        (detail, rest) -> broken(named, Reason.MALFORMED_JSON, "", detail, rest)));
        return items.decoded();
    }

    private Item item(Original event, @Nullable String named) {
        if (event.to() - event.from() > limits.eventBytes()) {
            return broken(
                    named,
                    Reason.EVENT_TOO_LARGE,
                    "",
                    "The event is over the limit of %d bytes.".formatted(limits.eventBytes()),
                    event);
        }
        if (named != null) {
            return new Item.Event(named, event, event, Facts.NONE);
        }
        Picked picked = Picked.of(event, TYPE);
        String problem = picked.problem();
        if (problem != null) {
            return broken(named, Reason.MALFORMED_JSON, "", problem, event);
        }
        String type = picked.text("_meta/type");
        return type == null
                ? broken("", Reason.MISSING_FIELD, "/_meta/type", "The event names no type, nor does the path.", event)
                : new Item.Event(type, event, event, Facts.NONE);
    }

    private static Item broken(@Nullable String named, Reason reason, String pointer, String detail, Original event) {
        return new Item.Broken(named == null ? "" : named, reason, pointer, detail, null, event);
    }
}
