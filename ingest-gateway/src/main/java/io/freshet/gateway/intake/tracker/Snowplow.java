package io.freshet.gateway.intake.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Items;
import io.freshet.gateway.intake.Original;
import io.freshet.gateway.intake.Picked;
import io.freshet.gateway.intake.Splitter;
import io.freshet.gateway.intake.form.Form;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.Reason;
import io.freshet.model.json.HeaderText;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads Snowplow's tracker protocol, version 2, into {@code tracker-events}. Source: Snowplow's public documentation of the tracker
 * protocol, and what its trackers send. Immutable; any thread.
 */
public final class Snowplow {
    public static final String PROTOCOL = "snowplow";
    private static final String SOURCE = "/freshet/snowplow";
    private static final Set<String> PAYLOAD = Set.of("schema", "data");
    private static final Set<String> SCALARS = Set.of(Picked.SCALARS);
    private static final Set<String> SELF_DESCRIBING = Set.of("data/schema", "data/data");
    private static final String SCHEME = "iglu:";
    private static final Map<String, String> KINDS = Map.of(
            "pv", "page_view",
            "pp", "page_ping",
            "se", "struct",
            "ue", "unstruct",
            "tr", "transaction",
            "ti", "transaction_item");

    private final int most;
    private final Supplier<String> ids;

    /**
     * @param most events of a request
     * @param ids makes an id for an event that has none
     */
    public Snowplow(int most, Supplier<String> ids) {
        this.most = most;
        this.ids = ids;
    }

    /**
     * {@code {"schema": "iglu:…/payload_data/…", "data": [event, …]}}.
     *
     * @param networkUser of the cookie; null where it is off or not wanted
     */
    public Decoded post(Body body, @Nullable String networkUser) {
        if (body.isBlank()) {
            return Items.none();
        }
        Original whole = new Original(body.bytes(), 0, body.length());
        Items items = new Items(most);
        Picked picked = Picked.of(whole, PAYLOAD);
        Original events = picked.part("data");
        if (picked.problem() != null) {
            items.add(broken(Reason.MALFORMED_JSON, "", picked.problem(), null, whole));
        } else if (events == null || events.bytes()[events.from()] != '[') {
            items.add(broken(Reason.WRONG_TYPE, "/data", "the data of a payload is an array of events", null, whole));
        } else {
            Splitter.elements(
                    events,
                    items.of(
                            event -> event(event, networkUser),
                            (detail, rest) -> broken(Reason.MALFORMED_JSON, "", detail, null, rest)));
        }
        return items.decoded();
    }

    /** One event in a query string. */
    public Decoded get(String query, @Nullable String networkUser) {
        if (query.isBlank()) {
            return Items.none();
        }
        Items items = new Items(1);
        items.add(event(Form.strings(Form.parse(query)), networkUser));
        return items.decoded();
    }

    private Item event(Original event, @Nullable String networkUser) {
        Picked fields = Picked.of(event, SCALARS);
        String given = fields.first("eid");
        if (fields.problem() != null) {
            return broken(Reason.MALFORMED_JSON, "", fields.problem(), null, event);
        }
        String code = fields.first("e");
        if (code == null) {
            return broken(Reason.MISSING_FIELD, "/e", "an event says what it is", given, event);
        }
        Original unstructured = json(fields, "ue_pr", "ue_px");
        Original context = json(fields, "co", "cx");
        if (unstructured == null && fields.first("ue_pr", "ue_px") != null) {
            return broken(Reason.INVALID_FORMAT, "/ue_px", "neither JSON nor base64 of it", given, event);
        }
        if (context == null && fields.first("co", "cx") != null) {
            return broken(Reason.INVALID_FORMAT, "/cx", "neither JSON nor base64 of it", given, event);
        }
        Picked described = unstructured == null ? null : Picked.of(unstructured, SELF_DESCRIBING);
        return new TrackerEvent(PROTOCOL, event)
                .identity(given == null ? ids.get() : given, fields.first("duid"), fields.first("uid"))
                .text("network_user_id", networkUser)
                .text("kind", KINDS.getOrDefault(code, code))
                .text("name", described == null ? fields.first("se_ac") : name(described.text("data/schema")))
                .text("session_id", fields.first("sid"))
                .text("app_id", fields.first("aid"))
                .text("page_url", fields.first("url"))
                .text("page_title", fields.first("page"))
                .text("page_referrer", fields.first("refr"))
                .times(fields.first("ttm", "dtm"), fields.first("stm"))
                .text("library", fields.first("tv"))
                .part("properties", described == null ? null : described.part("data/data"))
                .part("context", context)
                .item(SOURCE);
    }

    /** JSON in one field, or in base64 (of the alphabet for addresses, or the usual one) in another; null where there is none. */
    private static @Nullable Original json(Picked fields, String plain, String base64) {
        String text = fields.first(plain);
        String encoded = fields.first(base64);
        byte[] bytes = text != null ? text.getBytes(UTF_8) : encoded == null ? null : decoded(encoded);
        if (bytes == null) {
            return null;
        }
        Original json = new Original(bytes, 0, bytes.length);
        return Picked.of(json, Set.of()).problem() == null ? json : null;
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getUrlDecoder()
                    .decode(base64.replace('+', '-').replace('/', '_').strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** {@code link_click} of {@code iglu:com.example/link_click/jsonschema/1-0-0}. */
    private static @Nullable String name(@Nullable String schema) {
        if (schema == null || !schema.startsWith(SCHEME)) {
            return null;
        }
        String[] parts = schema.substring(SCHEME.length()).split("/", -1);
        return parts.length == 4 && !parts[1].isEmpty() ? parts[1] : null;
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
