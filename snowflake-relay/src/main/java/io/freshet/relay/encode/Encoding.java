package io.freshet.relay.encode;

import io.freshet.model.Reason;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What became of a range's records. */
public sealed interface Encoding {

    /**
     * The file of the range.
     *
     * @param bytes compressed
     * @param rows may be zero: a range of nothing but poison is still a range
     * @param rawBytes of the rows before compression
     * @param sha256 of {@code bytes}, hex
     * @param poison records without a row, which must be kept elsewhere before the manifest
     * @param poisonKept whether they are: only their first keeping counts, however often the file itself is tried again
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over to the store, never compared
    record Encoded(byte[] bytes, long rows, long rawBytes, String sha256, List<Poison> poison, AtomicBoolean poisonKept)
            implements Encoding {
        public Encoded(byte[] bytes, long rows, long rawBytes, String sha256, List<Poison> poison) {
            this(bytes, rows, rawBytes, sha256, poison, new AtomicBoolean(poison.isEmpty()));
        }
    }

    /** A schema is not at hand and the registry doesn't answer: the whole range must wait, nothing is poison yet. */
    record SchemaUnavailable(int schemaId, String why) implements Encoding {}

    /** A record that cannot become a row, whatever is tried. */
    record Poison(SourceRecord record, Reason reason, String detail) {}
}
