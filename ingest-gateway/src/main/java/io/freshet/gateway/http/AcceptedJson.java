package io.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By far the most frequent answer, all accepted, without a JSON writer for each. Any thread. */
final class AcceptedJson {
    private static final byte[] ACCEPTED = ascii("{\"accepted\":");
    private static final byte[] NONE_ELSE = ascii(",\"rejected\":0,\"retry\":0,\"events\":[");
    private static final byte[] INDEX = ascii("{\"index\":");
    private static final byte[] ID = ascii(",\"outcome\":\"accepted\",\"id\":\"");
    private static final byte[] END = ascii("]}");
    /** All of an entry but its id and the digits of its index: the quote and brace at its end and the comma before it as well. */
    private static final int ENTRY = INDEX.length + ID.length + 3;

    private static final int MOST_DIGITS = 10;

    private AcceptedJson() {}

    /** @return null for an answer that takes more: anything but accepted, or an id that would have to be escaped */
    static @Nullable Buffer of(Answer answer) {
        List<Outcome> outcomes = answer.outcomes();
        int events = outcomes.size();
        if (answer.accepted() != events) {
            return null;
        }
        long size = (long) ACCEPTED.length + NONE_ELSE.length + END.length + MOST_DIGITS;
        for (int i = 0; i < events; i++) {
            String id = outcomes.get(i).id();
            if (!isPlain(id)) {
                return null;
            }
            size += (long) ENTRY + MOST_DIGITS + id.length();
        }
        return Buffer.buffer(new Writer(Math.toIntExact(size)).write(outcomes));
    }

    /** One use, into an array that is long enough. */
    private static final class Writer {
        private final byte[] json;
        private int at;

        Writer(int size) {
            json = new byte[size];
        }

        byte[] write(List<Outcome> outcomes) {
            put(ACCEPTED);
            put(outcomes.size());
            put(NONE_ELSE);
            for (int i = 0; i < outcomes.size(); i++) {
                if (i > 0) {
                    json[at++] = ',';
                }
                put(INDEX);
                put(i);
                put(ID);
                put(outcomes.get(i).id());
                json[at++] = '"';
                json[at++] = '}';
            }
            put(END);
            return Arrays.copyOf(json, at);
        }

        private void put(byte[] bytes) {
            System.arraycopy(bytes, 0, json, at, bytes.length);
            at += bytes.length;
        }

        @SuppressWarnings("deprecation") // of other characters it would keep one byte, but there are none
        private void put(String ascii) {
            ascii.getBytes(0, ascii.length(), json, at);
            at += ascii.length();
        }

        private void put(int number) {
            int digits = 1;
            for (int rest = number; rest >= 10; rest /= 10) {
                digits++;
            }
            int rest = number;
            for (int i = at + digits - 1; i >= at; i--) {
                json[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            at += digits;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
