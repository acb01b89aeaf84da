package io.freshet.relay.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** Reads a row back as strictly as the warehouse will: one object, no name twice, no NaN. */
final class StrictJson {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictJson() {}

    /** @throws IOException saying what is wrong */
    static void check(byte[] bytes, int length) throws IOException {
        try (JsonParser json = STRICT.createParser(bytes, 0, length)) {
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
