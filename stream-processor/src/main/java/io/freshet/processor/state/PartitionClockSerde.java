package io.freshet.processor.state;

import io.freshet.processor.watermark.PartitionClock;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Watermark (8 bytes), horizon (8), big-endian. */
final class PartitionClockSerde {
    static final Serde<PartitionClock> SERDE =
            Serdes.serdeFrom((topic, clock) -> bytes(clock), (topic, bytes) -> clock(bytes));

    private PartitionClockSerde() {}

    private static byte @Nullable [] bytes(@Nullable PartitionClock clock) {
        return clock == null
                ? null
                : ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(clock.watermark())
                        .putLong(clock.horizon())
                        .array();
    }

    private static @Nullable PartitionClock clock(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new PartitionClock(in.getLong(), in.getLong());
    }
}
