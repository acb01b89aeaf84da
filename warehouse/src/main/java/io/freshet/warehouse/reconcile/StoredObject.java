package io.freshet.warehouse.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * An object as the store has it.
 *
 * @param bytes its length
 * @param facts what its metadata says; empty when no relay wrote it
 * @param content SHA-256 of its bytes, hex; empty when they were not read
 * @param modified when the store took it
 */
public record StoredObject(String key, long bytes, Optional<Facts> facts, Optional<String> content, Instant modified) {

    /** What the relay wrote into the object's metadata. */
    public record Facts(FileRange range, long rows, String sha256, String format, String codec) {}

    /** As a file of the books: what it would be if the manifest had it. Only for an object with facts. */
    Optional<BookedFile> asBooked() {
        return facts.map(known -> new BookedFile(
                key, known.range(), known.rows(), bytes, known.sha256(), known.format(), known.codec(), modified));
    }

    /** Whether it is what the manifest says, as far as it was looked at. */
    boolean is(BookedFile booked) {
        return bytes == booked.bytes()
                && facts.map(known -> known.range().equals(booked.range())
                                && known.rows() == booked.rows()
                                && known.sha256().equals(booked.sha256()))
                        .orElse(false)
                && content.map(booked.sha256()::equals).orElse(true);
    }
}
