package io.freshet.processor.alert;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where one key stands. {@link #OUT} is the state of a key of which nothing is kept.
 *
 * @param since when the phase began, milliseconds since the epoch
 */
public record ThresholdState(Phase phase, long since) {
    public static final ThresholdState OUT = new ThresholdState(Phase.OUT, 0);

    /** See {@link ThresholdRule}. */
    public enum Phase {
        OUT('o'),
        ENTERING('e'),
        IN('i'),
        LEAVING('l');

        /** What the state is kept by: never changes. */
        private final char code;

        Phase(char code) {
            this.code = code;
        }

        private static Phase of(byte code) {
            return Arrays.stream(values())
                    .filter(phase -> phase.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no phase has the code " + code));
        }
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) phase.code)
                .putLong(since)
                .array();
    }

    public static ThresholdState of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new ThresholdState(Phase.of(in.get()), in.getLong());
    }
}
