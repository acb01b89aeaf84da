package io.freshet.gateway.door;

import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Original;
import io.freshet.gateway.privacy.EventFilter;
import io.freshet.gateway.privacy.Handling;
import io.freshet.model.Reason;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does to the events of one request what their person wishes, before anything of them can be written anywhere. */
public final class Wishes {
    private static final Original NOTHING = new Original(new byte[0], 0, 0);

    private Wishes() {}

    public static List<Item> heeded(List<Item> items, Visit visit) {
        EventFilter filter = visit.wishes();
        return filter == null
                ? items
                : items.stream()
                        .map(item -> heeded(item, filter, visit.handling()))
                        .toList();
    }

    /** @param ofRequest what is known before the event itself is looked at */
    public static Item heeded(Item item, EventFilter filter, Handling ofRequest) {
        return switch (item) {
            case Item.Broken broken ->
                new Item.Broken(
                        broken.type(), broken.reason(), broken.pointer(), broken.detail(), broken.id(), NOTHING);
            case Item.Event event -> heeded(event, filter, ofRequest);
        };
    }

    private static Item heeded(Item.Event event, EventFilter filter, Handling ofRequest) {
        Original json = event.json();
        Handling handling;
        try {
            handling = filter.handling(json.bytes(), json.from(), json.to(), ofRequest);
        } catch (IOException e) {
            return unreadable(event);
        }
        return switch (handling) {
            case KEEP -> event;
            case STRIP -> stripped(event, filter);
            case DROP ->
                new Item.Broken(
                        event.type(),
                        Reason.CONSENT_REFUSED,
                        "",
                        "The person does not consent; nothing of the event is kept.",
                        null,
                        NOTHING);
        };
    }

    private static Item stripped(Item.Event event, EventFilter filter) {
        Original json = stripped(event.json(), filter);
        if (json == null) {
            return unreadable(event);
        }
        Original original = event.original().equals(event.json()) ? json : stripped(event.original(), filter);
        return new Item.Event(event.type(), json, original == null ? NOTHING : original, event.facts());
    }

    private static @Nullable Original stripped(Original from, EventFilter filter) {
        try {
            byte[] bytes = filter.strip(from.bytes(), from.from(), from.to());
            return new Original(bytes, 0, bytes.length);
        } catch (IOException e) {
            return null;
        }
    }

    /** What cannot be read cannot be known to be free of what identifies. */
    private static Item unreadable(Item.Event event) {
        return new Item.Broken(
                event.type(),
                Reason.MALFORMED_JSON,
                "",
                "The event is no JSON, and nothing of it is kept because its person does not want to be tracked.",
                event.facts().id(),
                NOTHING);
    }
}
