package io.freshet.warehouse.reconcile;

import java.time.Instant;

/**
 * What the warehouse's history says of one attempt to load a file.
 *
 * @param key of the file
 * @param loaded false when it was skipped
 * @param error of a file that was skipped; empty otherwise
 */
public record Load(String key, boolean loaded, long rows, String error, Instant at) {}
