package io.freshet.relay.manifest;

import io.freshet.relay.cut.Origin;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The books: which files were written, and how far each partition had come. Blocks; any number of threads. */
public interface Manifest {

    /**
     * Writes the file's record and the partition's high-water record; returns when both are durable. Repeating it is harmless.
     */
    void record(ManifestEntry entry) throws ManifestUnavailableException;

    /** The end of the furthest range that was ever recorded for this partition. */
    OptionalLong highWater(Origin origin) throws ManifestUnavailableException;

    /** The manifest cannot be read or written now. */
    final class ManifestUnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        public ManifestUnavailableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
