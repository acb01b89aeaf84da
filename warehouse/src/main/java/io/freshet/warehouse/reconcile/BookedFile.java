package io.freshet.warehouse.reconcile;

import java.time.Instant;

/**
 * A file as the manifest has it.
 *
 * @param bytes of the object
 * @param sha256 of the object's bytes, hex
 * @param format of the rows, as the relay calls it
 * @param codec likewise
 * @param booked when the manifest took it
 */
public record BookedFile(
        String key,
        FileRange range,
        long rows,
        long bytes,
        String sha256,
        String format,
        String codec,
        Instant booked) {}
