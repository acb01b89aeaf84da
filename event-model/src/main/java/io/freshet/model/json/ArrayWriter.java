package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** An array. */
final class ArrayWriter extends ValueWriter {
    private final ValueWriter items;

    ArrayWriter(ValueWriter items) {
        this.items = items;
    }

    @Override
    String expected() {
        return "an array";
    }

    @Override
    boolean write(JsonParser parser, Scratch scratch) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return scratch.wrongType(parser, expected());
        }
        if (!scratch.enter(parser)) {
            return false;
        }
        int first = scratch.out.beginBlock();
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!items.write(parser, scratch) || scratch.isTooLarge(parser)) {
                return false;
            }
            count++;
        }
        scratch.out.endBlock(first, count);
        return scratch.leave();
    }
}
