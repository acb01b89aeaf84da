package io.freshet.gateway.spool;

import java.nio.file.Path;
import java.time.Duration;

/**
 * @param directory on a disk that outlives the process and the machine it runs on
 * @param bytes what its files may have together; reached, nothing is taken until replay has made room
 * @param segmentBytes when a new file is begun; room is made file by file
 * @param pause how long replay waits before it tries again what could not be made durable
 */
public record SpoolSettings(Path directory, long bytes, long segmentBytes, Duration pause) {
    public SpoolSettings {
        if (segmentBytes <= SegmentHead.BYTES || segmentBytes > bytes) {
            throw new IllegalArgumentException(
                    "A segment of %d bytes does not fit into a spool of %d".formatted(segmentBytes, bytes));
        }
    }
}
