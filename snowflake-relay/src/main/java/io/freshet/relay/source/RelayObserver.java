package io.freshet.relay.source;

import io.freshet.relay.cut.CutReason;
import io.freshet.relay.store.FileFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Is told what the relay does, for metrics. Called by the poll thread and by workers; must not block or throw. */
public interface RelayObserver {
    default void cut(CutReason reason) {}

    /** A file is in the store and in the manifest. */
    default void stored(FileFacts facts, long bytes, Duration putLatency) {}

    /** The key of a PUT was taken already: by us, and the answer was lost, or by another owner. */
    default void conflict() {}

    /**
     * A file's range is committed.
     *
     * @param now when
     * @param arrival when Kafka took the first record of it
     * @param event when that record's event happened, where it says so
     */
    default void settled(String topic, Instant now, Instant arrival, Optional<Instant> event) {}

    default void rejected(String topic, int records) {}

    /** A partition stopped, or records were gone before they were written. */
    default void alarm(String topic, int partition) {}

    /** A step failed and will be tried again. */
    default void retry(String step) {}

    /** A commit was refused because the partition is another's. */
    default void fenced() {}

    /** Where the relay is now, every few seconds. */
    default void status(RelayStatus status) {}

    /** Nobody listens. */
    RelayObserver NONE = new RelayObserver() {};
}
