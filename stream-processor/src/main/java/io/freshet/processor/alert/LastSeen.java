package io.freshet.processor.alert;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is remembered of one key that can fall silent.
 *
 * @param at arrival of its latest record, milliseconds since the epoch
 * @param told what was said about it since
 */
public record LastSeen(long at, Told told) {

    /** What was last said about a key. */
    public enum Told {
        /** Nothing: it is heard. */
        HEARD('h'),
        /** That it is silent. */
        SILENT('s'),
        /** That many are silent, it among them: its return needs no word either. */
        FLEET('f');

        /** What the state is kept by: never changes. */
        private final char code;

        Told(char code) {
            this.code = code;
        }

        private static Told of(byte code) {
            return Arrays.stream(values())
                    .filter(told -> told.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("nothing told has the code " + code));
        }
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) told.code)
                .putLong(at)
                .array();
    }

    public static LastSeen of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Told told = Told.of(in.get());
        return new LastSeen(in.getLong(), told);
    }
}
