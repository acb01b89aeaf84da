package io.freshet.gateway.intake.tracker;

import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Items;
import io.freshet.gateway.intake.Original;
import io.freshet.gateway.intake.Picked;
import io.freshet.gateway.intake.Splitter;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.Reason;
import io.freshet.model.json.HeaderText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of Segment's HTTP API into {@code tracker-events}. Source: Segment's public documentation of the HTTP tracking API and
 * the common fields, and what its SDKs send. Immutable; any thread.
 */
public final class Segment {
    public static final String PROTOCOL = "segment";
    private static final String SOURCE = "/freshet/segment";
    private static final Set<String> CALLS = Set.of("track", "page", "screen", "identify", "group", "alias");
    private static final Set<String> BATCH = Set.of("batch", "sentAt", "writeKey");
    private static final Set<String> EVENT = Set.of(
            "messageId",
            "type",
            "event",
            "name",
            "userId",
            "anonymousId",
            "groupId",
            "timestamp",
            "originalTimestamp",
            "sentAt",
            "writeKey",
            "properties",
            "traits",
            "context",
            "context/sessionId",
            "context/session_id",
            "context/session/id",
            "context/app/name",
            "context/page/url",
            "context/page/title",
            "context/page/referrer",
            "context/library/name",
            "context/library/version",
            "properties/url",
            "properties/title",
            "properties/referrer");

    private final int most;
    private final Supplier<String> ids;

    /**
     * @param most events of a batch
     * @param ids makes an id for an event that has none
     */
    public Segment(int most, Supplier<String> ids) {
        this.most = most;
        this.ids = ids;
    }

    /** {@code {"batch": [event, …], "sentAt": …, "writeKey": …}}. */
    public Decoded batch(Body body) {
        if (body.isBlank()) {
            return Items.none();
        }
        Original whole = new Original(body.bytes(), 0, body.length());
        Items items = new Items(most);
        Picked picked = Picked.of(whole, BATCH);
        Original events = picked.part("batch");
        if (picked.problem() != null) {
            items.add(broken(Reason.MALFORMED_JSON, "", picked.problem(), null, whole));
        } else if (events == null || events.bytes()[events.from()] != '[') {
            items.add(broken(Reason.WRONG_TYPE, "/batch", "a batch is an array of events", null, whole));
        } else {
            String sentAt = picked.text("sentAt");
            Splitter.elements(
                    events,
                    items.of(
                            event -> event(event, Picked.of(event, EVENT), null, sentAt),
                            (detail, rest) -> broken(Reason.MALFORMED_JSON, "", detail, null, rest)));
        }
        return items.decoded(picked.text("writeKey"));
    }

    /** One event, of the kind of call that the path names. */
    public Decoded one(Body body, String call) {
        if (body.isBlank()) {
            return Items.none();
        }
        Original event = new Original(body.bytes(), 0, body.length());
        Picked picked = Picked.of(event, EVENT);
        if (picked.problem() == null && picked.text("type") == null) {
            event = typed(event, call);
        }
        Items items = new Items(1);
        items.add(event(event, picked, call, null));
        return items.decoded(picked.text("writeKey"));
    }

    /** The same with the call that the path names, so that it can be sent again without the path. */
    private static Original typed(Original event, String call) {
        String text = TrackerEvent.string(event);
        int open = text.indexOf('{') + 1;
        boolean empty = text.substring(open).strip().startsWith("}");
        byte[] bytes = ("{\"type\":\"" + call + "\"" + (empty ? "" : ",") + text.substring(open))
                .getBytes(StandardCharsets.UTF_8);
        return new Original(bytes, 0, bytes.length);
    }

    private Item event(Original event, Picked picked, @Nullable String call, @Nullable String sentAt) {
        String given = picked.first("messageId");
        String id = given == null ? ids.get() : given;
        String problem = picked.problem();
        if (problem != null) {
            return broken(Reason.MALFORMED_JSON, "", problem, null, event);
        }
        String kind = call == null ? picked.first("type") : call;
        if (kind == null) {
            return broken(Reason.MISSING_FIELD, "/type", "an event of a batch names its call", given, event);
        }
        if (!CALLS.contains(kind)) {
            return broken(Reason.INVALID_FORMAT, "/type", "no call of Segment's", given, event);
        }
        String sent = picked.text("sentAt");
        String library = picked.first("context/library/name");
        String version = picked.first("context/library/version");
        return new TrackerEvent(PROTOCOL, event)
                .identity(id, picked.first("anonymousId"), picked.first("userId"))
                .text("kind", kind)
                .text("name", picked.first("event", "name"))
                .text("session_id", picked.first("context/sessionId", "context/session_id", "context/session/id"))
                .text("app_id", picked.first("context/app/name"))
                .text("page_url", picked.first("context/page/url", "properties/url"))
                .text("page_title", picked.first("context/page/title", "properties/title"))
                .text("page_referrer", picked.first("context/page/referrer", "properties/referrer"))
                .times(picked.first("originalTimestamp", "timestamp"), sent == null ? sentAt : sent)
                .text("library", library == null || version == null ? library : library + "/" + version)
                .part(
                        "properties",
                        picked.part("properties") == null ? picked.part("traits") : picked.part("properties"))
                .part("context", picked.part("context"))
                .item(SOURCE);
    }

    private static Item broken(
            Reason reason, String pointer, @Nullable String detail, @Nullable String id, Original event) {
        return new Item.Broken(
                BuiltInTypes.TRACKER_EVENTS,
                reason,
                pointer,
                detail == null ? "" : detail,
                id != null && HeaderText.isId(id) ? id : null,
                event);
    }
}
