package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.io.IOException;

/** A map: any names, values of one schema. */
final class MapWriter extends ValueWriter {
    private final ValueWriter values;

    MapWriter(ValueWriter values) {
        this.values = values;
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
        int first = scratch.out.beginBlock();
        NameSet names = new NameSet();
        int count = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (!writeEntry(parser, scratch, names, name)) {
                return false;
            }
            count++;
        }
        scratch.out.endBlock(first, count);
        return scratch.leave();
    }

    /** One entry, the parser standing at its name. */
    boolean writeEntry(JsonParser parser, Scratch scratch, NameSet names, String name) throws IOException {
        if (!names.add(name)) {
            return scratch.fail(parser, Reason.DUPLICATE_FIELD, "the field is there twice");
        }
        if (!writeName(parser, scratch, name)) {
            return false;
        }
        parser.nextToken();
        return values.write(parser, scratch) && !scratch.isTooLarge(parser);
    }

    static boolean writeName(JsonParser parser, Scratch scratch, String name) {
        char[] chars = name.toCharArray();
        return scratch.out.writeString(chars, 0, chars.length)
                || scratch.fail(parser, Reason.INVALID_FORMAT, "the field's name has half of a surrogate pair");
    }
}
