package io.freshet.gateway.intake.mqtt;

import io.freshet.gateway.declare.DeclarationException;
import io.freshet.gateway.declare.Section;
import io.freshet.model.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is declared of one filter. */
final class MappingReader {
    private static final String FILTER = "filter";
    private static final String TYPE = "type";
    private static final String PAYLOAD = "payload";
    private static final String VALUE = "value";
    private static final String RECEIVED_AT = "received-at";
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private final Section topic;

    MappingReader(Section topic) {
        this.topic = topic;
    }

    Mapping read(List<Filter> before) throws DeclarationException {
        Filter filter = filter(before);
        String type = type(filter);
        Payload payload = payload();
        List<Mapping.Part> parts = parts(filter, type == null ? TYPE : "");
        Field value = field(VALUE, filter);
        if ((value == null) == (payload == Payload.VALUE)) {
            throw topic.wrong(
                    VALUE,
                    value == null
                            ? "is missing; it is the field that a payload of kind 'value' becomes"
                            : "goes with 'payload: value' alone");
        }
        Field receivedAt = field(RECEIVED_AT, filter);
        if (value != null && receivedAt != null && value.name().equals(receivedAt.name())) {
            throw topic.wrong(RECEIVED_AT, "is the field that the payload becomes");
        }
        topic.refuseOthers();
        return new Mapping(
                filter, type, type == null ? filter.names().indexOf(TYPE) : -1, parts, payload, value, receivedAt);
    }

    private Filter filter(List<Filter> before) throws DeclarationException {
        String text = topic.text(FILTER);
        if (text == null) {
            throw topic.wrong(FILTER, "is missing; it is an MQTT topic filter such as sites/+/devices/{device_id}");
        }
        Filter filter;
        try {
            filter = Filter.parse(text);
        } catch (IllegalArgumentException e) {
            throw topic.wrong(FILTER, String.valueOf(e.getMessage()));
        }
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).covers(filter)) {
                throw topic.wrong(
                        FILTER,
                        "would never be used: topics[%d] is declared before it and takes all its topics".formatted(i));
            }
        }
        return filter;
    }

    private @Nullable String type(Filter filter) throws DeclarationException {
        String type = topic.text(TYPE);
        boolean inTopic = filter.names().contains(TYPE);
        if ((type == null) != inTopic) {
            throw topic.wrong(
                    TYPE,
                    inTopic
                            ? "is named by the topic already: {type} is a level of the filter"
                            : "is missing; it is the event type, unless {type} is a level of the filter");
        }
        String problem = type == null ? null : TypeName.problem(type);
        if (problem != null) {
            throw topic.wrong(TYPE, "is no event type: " + problem);
        }
        return type;
    }

    private Payload payload() throws DeclarationException {
        String text = topic.text(PAYLOAD);
        for (Payload each : Payload.values()) {
            if (text == null || each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw topic.wrong(PAYLOAD, "should be json, avro or value");
    }

    private static List<Mapping.Part> parts(Filter filter, String except) {
        List<Mapping.Part> parts = new ArrayList<>();
        for (int i = 0; i < filter.names().size(); i++) {
            String name = filter.names().get(i);
            if (name != null && !name.equals(except)) {
                parts.add(new Mapping.Part(i, Field.of(name)));
            }
        }
        return parts;
    }

    private @Nullable Field field(String of, Filter filter) throws DeclarationException {
        String name = topic.text(of);
        if (name == null) {
            return null;
        }
        if (!FIELD.matcher(name).matches()) {
            throw topic.wrong(of, "should be the name of a field");
        }
        if (filter.names().contains(name)) {
            throw topic.wrong(of, "is a level of the filter already");
        }
        return Field.of(name);
    }
}
