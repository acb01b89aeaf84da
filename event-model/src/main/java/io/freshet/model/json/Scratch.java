package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one thread works with while it transcodes one event, and keeps for the next: at most {@link #RETAINED} bytes a buffer.
 * Also holds the first error; writers answer false and leave the rest to {@link EventReader}.
 */
final class Scratch {
    /** Kafka's own default bound on a record is 1,048,588 bytes, headers included. */
    static final int MAX_AVRO_BYTES = 1_000_000;

    private static final int RETAINED = 256 * 1024;
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);
    private static final int ABSENT = -1;

    private final AvroBuffer main = new AvroBuffer();
    final AvroBuffer extras = new AvroBuffer();
    private final AvroBuffer assembly = new AvroBuffer();
    final IsoTime iso = new IsoTime();

    /** Where values go now: the event, or its extra fields. */
    AvroBuffer out = main;

    private int[] slots = new int[64];
    private int top;
    private int depth;
    private @Nullable JsonStreamContext base;

    @Nullable
    Reason reason;

    String pointer = "";
    String detail = "";

    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    /** @param base the context in which the event itself stands */
    void begin(JsonStreamContext base) {
        this.base = base;
        reason = null;
        pointer = "";
        detail = "";
        out = main;
        top = 0;
        depth = 0;
    }

    void end() {
        main.reset(RETAINED);
        extras.reset(RETAINED);
        assembly.reset(RETAINED);
        if (slots.length > RETAINED / Integer.BYTES) {
            slots = new int[64];
        }
        base = null;
    }

    // --- the slots of records that are open: where each field's bytes begin and end ---

    /** Opens a record of so many fields; its slots begin at the answer. */
    int openSlots(int fields) {
        int frame = top;
        top += 2 * fields;
        if (top > slots.length) {
            slots = Arrays.copyOf(slots, Math.max(top, 2 * slots.length));
        }
        Arrays.fill(slots, frame, top, ABSENT);
        return frame;
    }

    void closeSlots(int frame) {
        top = frame;
    }

    boolean has(int frame, int field) {
        return slots[frame + 2 * field] != ABSENT;
    }

    int from(int frame, int field) {
        return slots[frame + 2 * field];
    }

    int to(int frame, int field) {
        return slots[frame + 2 * field + 1];
    }

    void fill(int frame, int field, int from, int to) {
        slots[frame + 2 * field] = from;
        slots[frame + 2 * field + 1] = to;
    }

    /** Puts the values that lie from {@code start} to the end, in the order in which they came, into the order of the schema. */
    void assemble(Fields fields, int frame, int start) {
        assembly.position = 0;
        for (int i = 0; i < fields.count(); i++) {
            if (has(frame, i)) {
                assembly.writeRaw(out.bytes, from(frame, i), to(frame, i) - from(frame, i));
            } else {
                byte[] bytes = fields.valueOfAbsent(i);
                assembly.writeRaw(bytes, 0, bytes.length);
            }
        }
        out.position = start;
        out.writeRaw(assembly.bytes, 0, assembly.position);
    }

    /** Back to the event's own level after an error further in. */
    void recover(int frame, int fields, int position) {
        out = main;
        out.position = position;
        top = frame + 2 * fields;
        depth = 1;
    }

    // --- bounds and errors ---

    /** One level of nesting further in; also the place where the size of the result is looked at. */
    boolean enter(JsonParser parser) {
        if (++depth > FreshetJson.MAX_NESTING) {
            return fail(parser, Reason.TOO_DEEP, "nested deeper than " + FreshetJson.MAX_NESTING + " levels");
        }
        return true;
    }

    boolean leave() {
        depth--;
        return true;
    }

    boolean isTooLarge(JsonParser parser) {
        return out.position > MAX_AVRO_BYTES
                && !fail(parser, Reason.EVENT_TOO_LARGE, "more than " + MAX_AVRO_BYTES + " bytes in Avro");
    }

    boolean failed() {
        return reason != null;
    }

    /** Keeps the first error, at the value where the parser stands. Always false. */
    boolean fail(JsonParser parser, Reason why, String saying) {
        if (reason == null) {
            return failAt(pointerTo(parser), why, saying);
        }
        return false;
    }

    boolean failAt(String where, Reason why, String saying) {
        if (reason == null) {
            reason = why;
            pointer = where;
            detail = saying;
        }
        return false;
    }

    boolean wrongType(JsonParser parser, String expected) {
        return fail(
                parser, Reason.WRONG_TYPE, "expected " + expected + ", found " + JsonNames.of(parser.currentToken()));
    }

    String pointerTo(JsonParser parser) {
        JsonToken token = parser.currentToken();
        JsonStreamContext at = parser.getParsingContext();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            at = at.getParent();
        }
        return Pointers.between(base, at);
    }
}
