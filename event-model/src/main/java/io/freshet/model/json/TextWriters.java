package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.Reason;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Avro types that JSON writes as strings. */
final class TextWriters {
    private TextWriters() {}

    static boolean isText(JsonParser parser, Scratch scratch, String expected) {
        return parser.currentToken() == JsonToken.VALUE_STRING || scratch.wrongType(parser, expected);
    }

    /** Writes the text of the token at which the parser stands, whatever token it is. */
    static boolean writeText(JsonParser parser, Scratch scratch) throws IOException {
        char[] chars = parser.getTextCharacters();
        return scratch.out.writeString(chars, parser.getTextOffset(), parser.getTextLength())
                || scratch.fail(parser, Reason.INVALID_FORMAT, "the string has half of a surrogate pair");
    }

    static final class OfString extends ValueWriter {
        @Override
        String expected() {
            return "a string";
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) throws IOException {
            return isText(parser, scratch, expected()) && writeText(parser, scratch);
        }
    }

    /** A uuid in its canonical form of 36 characters; as {@code string} it is kept as sent, as {@code fixed} its 16 bytes. */
    static final class OfUuid extends ValueWriter {
        private static final int LENGTH = 36;
        private final boolean asBytes;

        OfUuid(boolean asBytes) {
            this.asBytes = asBytes;
        }

        @Override
        String expected() {
            return "a uuid";
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) throws IOException {
            if (!isText(parser, scratch, "a string")) {
                return false;
            }
            char[] chars = parser.getTextCharacters();
            int at = parser.getTextOffset();
            if (!isUuid(chars, at, parser.getTextLength())) {
                return scratch.fail(
                        parser, Reason.INVALID_FORMAT, "a uuid is 32 hexadecimal digits in groups of 8-4-4-4-12");
            }
            return asBytes ? writeBytes(chars, at, scratch) : scratch.out.writeString(chars, at, LENGTH);
        }

        private static boolean writeBytes(char[] chars, int at, Scratch scratch) {
            for (int i = at; i < at + LENGTH; i += 2) {
                if (chars[i] == '-') {
                    i++;
                }
                scratch.out.writeByte((Character.digit(chars[i], 16) << 4) | Character.digit(chars[i + 1], 16));
            }
            return true;
        }

        private static boolean isUuid(char[] chars, int at, int length) {
            if (length != LENGTH) {
                return false;
            }
            for (int i = 0; i < LENGTH; i++) {
                char c = chars[at + i];
                boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
                if (hyphen ? c != '-' : c >= 0x80 || Character.digit(c, 16) < 0) {
                    return false;
                }
            }
            return true;
        }
    }

    static final class OfEnum extends ValueWriter {
        private static final int SHOWN = 10;
        private final Map<String, Integer> symbols = new HashMap<>();
        private final String expected;

        OfEnum(List<String> names) {
            for (int i = 0; i < names.size(); i++) {
                symbols.put(names.get(i), i);
            }
            expected = "one of " + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                    + (names.size() > SHOWN ? " …" : "");
        }

        @Override
        String expected() {
            return expected;
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) throws IOException {
            if (!isText(parser, scratch, expected)) {
                return false;
            }
            Integer index = symbols.get(parser.getText());
            if (index == null) {
                return scratch.fail(parser, Reason.INVALID_FORMAT, "must be " + expected);
            }
            scratch.out.writeInt(index);
            return true;
        }
    }

    /** {@code bytes}, and {@code fixed} when a size is given: standard base64 (RFC 4648, section 4), padding optional. */
    static final class OfBase64 extends ValueWriter {
        private static final int ANY = -1;
        private final int size;

        OfBase64() {
            this(ANY);
        }

        OfBase64(int size) {
            this.size = size;
        }

        @Override
        String expected() {
            return "a string of base64";
        }

        @Override
        boolean write(JsonParser parser, Scratch scratch) throws IOException {
            if (!isText(parser, scratch, expected())) {
                return false;
            }
            byte @Nullable [] bytes = decode(parser.getText());
            if (bytes == null) {
                return scratch.fail(parser, Reason.INVALID_FORMAT, "not base64");
            }
            if (size == ANY) {
                scratch.out.writeBytes(bytes);
                return true;
            }
            if (bytes.length != size) {
                return scratch.fail(parser, Reason.INVALID_FORMAT, "must be base64 of " + size + " bytes");
            }
            scratch.out.writeRaw(bytes, 0, size);
            return true;
        }

        private static byte @Nullable [] decode(String text) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException notBase64) {
                return null;
            }
        }
    }
}
