package io.freshet.local.twin.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/**
 * Takes of JSON what Snowflake takes, which is less than DuckDB does: no NaN, no key twice in an object, no text that is not UTF-8, nothing
 * after the value. Pure; any number of threads.
 */
final class StrictJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(NdjsonLines.MAX_ROW_BYTES)
                    .build())
            .build();

    private StrictJson() {}

    /** The text of one row. */
    static String check(byte[] bytes, int length, long line) throws BadFileException {
        String text = decode(bytes, length, line);
        boolean surrogates = text.contains("\\ud") || text.contains("\\uD");
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            int depth = 0;
            do {
                JsonToken token = parser.currentToken();
                if (token == null) {
                    throw new BadFileException("the value is not complete", line);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (surrogates && (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING)) {
                    checkSurrogates(parser.getText(), line);
                }
            } while (depth > 0 && parser.nextToken() != null);
            if (parser.nextToken() != null) {
                throw new BadFileException("more than one value on a line", line);
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new BadFileException(e.getOriginalMessage(), line);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String decode(byte[] bytes, int length, long line) throws BadFileException {
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadFileException("invalid UTF-8", line);
        }
    }

    /** Half a pair can be written as an escape, but is no character: no database stores it. */
    private static void checkSurrogates(String text, long line) throws BadFileException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new BadFileException("an escape is half a surrogate pair", line);
            }
        }
    }
}
