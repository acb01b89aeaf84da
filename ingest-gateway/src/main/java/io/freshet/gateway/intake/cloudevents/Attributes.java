package io.freshet.gateway.intake.cloudevents;

import io.freshet.gateway.intake.Facts;
import io.freshet.model.EventHeaders;
import io.freshet.model.Reason;
import io.freshet.model.TypeName;
import io.freshet.model.json.HeaderText;
import io.freshet.model.json.SenderTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The context attributes of one CloudEvent, checked. Source: CloudEvents 1.0.2, section "Context attributes". Extensions and
 * {@code subject} are handed on as Kafka headers {@code ce_…}.
 */
record Attributes(
        @Nullable String type,
        @Nullable Facts facts,
        @Nullable Wrong wrong) {
    private static final String VERSION = "1.0";
    private static final int MOST = 48;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,64}");

    /** What is wrong with an attribute. */
    record Wrong(
            Reason reason,
            String attribute,
            String detail,
            @Nullable String id) {}

    /** @param named the event type that the path names; null where the attribute {@code type} names it */
    static Attributes of(Map<String, String> given, @Nullable String named) {
        String id = given.get("id");
        String known = id != null && HeaderText.isId(id) ? id : null;
        for (String required : new String[] {"specversion", "id", "source", "type"}) {
            if (given.getOrDefault(required, "").isEmpty()) {
                return wrong(Reason.MISSING_FIELD, required, "a CloudEvent has this attribute", known);
            }
        }
        if (!VERSION.equals(given.get("specversion"))) {
            return wrong(Reason.INVALID_FORMAT, "specversion", "must be " + VERSION, known);
        }
        if (given.size() > MOST) {
            return wrong(Reason.INVALID_FORMAT, "", "more than %d attributes".formatted(MOST), known);
        }
        String time = given.get("time");
        Instant at = time == null ? null : SenderTime.read(time);
        if (time != null && at == null) {
            return wrong(Reason.INVALID_FORMAT, "time", "must be a time with a zone in the years 1 to 9999", known);
        }
        for (Map.Entry<String, String> each : given.entrySet()) {
            if (!NAME.matcher(each.getKey()).matches() || !HeaderText.isId(each.getValue())) {
                String name = NAME.matcher(each.getKey()).matches() ? each.getKey() : "";
                return wrong(
                        Reason.INVALID_FORMAT,
                        name,
                        "an attribute's name has letters and digits only; its value " + HeaderText.ID_RULE,
                        known);
            }
        }
        String type = given.get("type");
        return new Attributes(
                named == null ? type : named,
                new Facts(id, at, null, given.get("source"), headers(given, named)),
                null);
    }

    private static Map<String, String> headers(Map<String, String> given, @Nullable String named) {
        Map<String, String> headers = new TreeMap<>();
        given.forEach((name, value) -> {
            switch (name) {
                case "specversion", "id", "source", "time", "datacontenttype" -> {}
                case "type" -> {
                    if (named != null && !named.equals(value)) {
                        headers.put(EventHeaders.TYPE, value);
                    }
                }
                case "traceparent", "tracestate" -> headers.put(name, value);
                default -> headers.put("ce_" + name, value);
            }
        });
        return headers.isEmpty() ? Map.of() : headers;
    }

    /** The name under which a broken event is kept. */
    static String typeOf(Map<String, String> given, @Nullable String named) {
        String type = named == null ? given.getOrDefault("type", "") : named;
        return TypeName.isValid(type) ? type : "";
    }

    private static Attributes wrong(Reason reason, String attribute, String detail, @Nullable String id) {
        return new Attributes(null, null, new Wrong(reason, attribute, detail, id));
    }
}
