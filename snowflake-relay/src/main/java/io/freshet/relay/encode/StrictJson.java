package io.freshet.relay.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/**
 * Reads a row back as strictly as the warehouse will: one object, no name twice, no NaN. What stands before {@code _meta} is looked at
 * quickly, and nearly always that is enough, because {@code _meta} itself is written from parts that are checked; else a parser is asked
 * about the whole row. Reused from row to row. One thread.
 */
final class StrictJson {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonScan scan = new JsonScan();

    /** Whether an object that has no {@code _meta} yet, and may be given one, is surely strict. */
    boolean isSure(byte[] object, int length) {
        return scan.isStrictObject(object, length);
    }

    /** @throws IOException saying what is wrong */
    static void check(byte[] row, int length) throws IOException {
        try (JsonParser json = STRICT.createParser(row, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("row is not an object");
            }
            json.skipChildren();
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new IOException("row is more than one object");
            }
        }
    }
}
