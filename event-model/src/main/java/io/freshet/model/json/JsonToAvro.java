package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import io.freshet.model.EventType;
import java.io.IOException;

/**
 * Turns one JSON event into Avro in the Confluent wire format, in one pass, driven by the type's schema. Compiled once
 * per schema version; immutable; any number of threads.
 *
 * <p>How JSON becomes Avro, beyond the obvious:
 *
 * <ul>
 *   <li>{@code int}, {@code long}: numbers without fraction or exponent, also not {@code 1.0}. {@code float}, {@code double}: the
 *       nearest one; infinite is OUT_OF_RANGE.
 *   <li>{@code decimal}: a number or a string with one, exact; zeros at the end of the fraction do not count.
 *   <li>{@code bytes}, {@code fixed}: a string of base64. {@code uuid}: its canonical form. {@code enum}: its symbol.
 *   <li>Timestamps, dates and times: ISO-8601 as in {@link IsoTime}, or an integer in the type's own unit since 1970 (or since
 *       midnight). A string finer than the unit is cut off to it.
 *   <li>Unions: by the kind of the JSON value alone ({@link io.freshet.model.schema.UnionBranches}).
 *   <li>A field that is left out takes its default, else null where it may be null, else it is MISSING_FIELD.
 *   <li>Fields unknown to the event's own record go into its {@code freshet.extra} map ({@link ExtraFields}), or are UNKNOWN_FIELD,
 *       as they always are in records further in. Any name twice in one object is DUPLICATE_FIELD.
 * </ul>
 */
public final class JsonToAvro {
    private final EventPlan plan;

    private JsonToAvro(EventPlan plan) {
        this.plan = plan;
    }

    /** @throws IllegalArgumentException when the type names no {@code freshet.key} */
    public static JsonToAvro of(EventType type) {
        return new JsonToAvro(EventPlan.of(type));
    }

    public EventType type() {
        return plan.type();
    }

    /**
     * Reads one event.
     *
     * @param parser of {@link FreshetJson}; stands at the first token of the event; afterwards at its last one, unless the
     *     answer is not resumable
     * @throws IOException only when the parser's input itself fails to be read, never for what the sender wrote
     */
    public Transcoded transcode(JsonParser parser) throws IOException {
        Scratch scratch = Scratch.ofThread();
        try {
            return new EventReader(plan, parser, scratch).read();
        } finally {
            scratch.end();
        }
    }
}
