package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.io.IOException;
import java.util.List;

/** A record inside an event. Its fields may come in any order. */
final class RecordWriter extends ValueWriter {
    private Fields fields = new Fields(List.of());

    /** After construction, because a record may hold itself. */
    void fill(Fields all) {
        fields = all;
    }

    @Override
    String expected() {
        return "an object";
    }

    @Override
    boolean write(JsonParser parser, Scratch scratch) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return scratch.wrongType(parser, expected());
        }
        if (!scratch.enter(parser)) {
            return false;
        }
        Fields all = fields;
        int start = scratch.out.position;
        int frame = scratch.openSlots(all.count());
        int inOrder = 0;
        int i = Fields.UNKNOWN;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            i = all.find(name, i);
            if (!readField(parser, scratch, frame, i)) {
                return false;
            }
            inOrder = i == inOrder ? inOrder + 1 : Integer.MIN_VALUE;
        }
        if (inOrder != all.count()) {
            if (!checkMissing(all, parser, scratch, frame)) {
                return false;
            }
            scratch.assemble(all, frame, start);
        }
        scratch.closeSlots(frame);
        return !scratch.isTooLarge(parser) && scratch.leave();
    }

    private boolean readField(JsonParser parser, Scratch scratch, int frame, int i) throws IOException {
        if (i == Fields.UNKNOWN) {
            return scratch.fail(parser, Reason.UNKNOWN_FIELD, "the schema has no such field");
        }
        if (scratch.has(frame, i)) {
            return scratch.fail(parser, Reason.DUPLICATE_FIELD, "the field is there twice");
        }
        parser.nextToken();
        int at = scratch.out.position;
        if (!fields.writer(i).write(parser, scratch)) {
            return false;
        }
        scratch.fill(frame, i, at, scratch.out.position);
        return true;
    }

    private static boolean checkMissing(Fields all, JsonParser parser, Scratch scratch, int frame) {
        for (int i = 0; i < all.count(); i++) {
            if (!scratch.has(frame, i) && !all.mayBeAbsent(i)) {
                return scratch.failAt(
                        scratch.pointerTo(parser) + Pointers.of(all.name(i)),
                        Reason.MISSING_FIELD,
                        "the field is required");
            }
        }
        return true;
    }
}
