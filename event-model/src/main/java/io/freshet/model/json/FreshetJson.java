package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import java.io.IOException;
import java.util.Objects;

/**
 * How Freshet reads JSON: strictly (RFC 8259), in UTF-8 only, and within bounds that no sender can move.
 *
 * <ul>
 *   <li>Bytes are UTF-8 whatever they look like (a byte order mark is skipped); a parser fails at the token in which the bytes
 *       stop being UTF-8, also where they only misuse its form: overlong forms, surrogates, beyond U+10FFFF.
 *   <li>Field names have at most {@link #MAX_NAME_LENGTH} bytes. The table in which parsers share names grows to a bound and is
 *       then dropped, and names are not interned: hostile names cost nothing lasting.
 *   <li>Numbers and strings may be as long as the body: whoever reads a number bounds it before converting.
 *   <li>Characters beyond U+FFFF in a field's name must stand there themselves: the parser does not read them as a pair of escapes.
 *       It does in strings.
 * </ul>
 *
 * <p>What it writes is UTF-8 without needless escapes.
 */
public final class FreshetJson {
    /** Levels of objects and arrays that an event may have; deeper is {@code TOO_DEEP}. */
    public static final int MAX_NESTING = 64;

    public static final int MAX_NAME_LENGTH = 1024;

    /** Beyond this the parser itself stops, which ends a body; up to it a deep event is refused and the next one read. */
    private static final int MAX_PARSER_NESTING = 1000;

    /** Above the bound that any service sets on a body, so that only that bound speaks. */
    private static final int MAX_TEXT_LENGTH = 64 * 1024 * 1024;

    private static final JsonFactory FACTORY = new Utf8Factory();

    private FreshetJson() {}

    /** The one factory; safe for any number of threads. Prefer {@link #parser} for bytes. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /** A parser of the bytes {@code from} to {@code to} (exclusive), which stands before the first token. */
    public static JsonParser parser(byte[] utf8, int from, int to) throws IOException {
        Objects.checkFromToIndex(from, to, utf8.length);
        return FACTORY.createParser(utf8, from, to - from);
    }

    private static JsonFactoryBuilder settings() {
        return new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_PARSER_NESTING)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_TEXT_LENGTH)
                        .maxStringLength(MAX_TEXT_LENGTH)
                        .build());
    }

    /** Spares the guess at the encoding, by which UTF-16 would get in and positions would no longer count bytes. */
    private static final class Utf8Factory extends JsonFactory {
        private static final long serialVersionUID = 1L;

        Utf8Factory() {
            super(settings());
        }

        @Override
        protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
            int end = offset + length;
            int start = offset + byteOrderMark(data, offset, end);
            int invalidAt = Utf8.firstInvalid(data, start, end);
            var names = _byteSymbolCanonicalizer.makeChild(_factoryFeatures);
            return invalidAt < 0
                    ? new UTF8StreamJsonParser(
                            context,
                            _parserFeatures,
                            null,
                            _objectCodec,
                            names,
                            data,
                            start,
                            end,
                            start - offset,
                            false)
                    : new FailAtInvalidUtf8(
                            context, _parserFeatures, names, data, start, end, start - offset, invalidAt);
        }

        private static int byteOrderMark(byte[] data, int offset, int end) {
            boolean has = end - offset >= 3
                    && data[offset] == (byte) 0xEF
                    && data[offset + 1] == (byte) 0xBB
                    && data[offset + 2] == (byte) 0xBF;
            return has ? 3 : 0;
        }
    }
}
