package io.freshet.warehouse.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that was read, by object key.
 *
 * @param at when; ages are measured from here
 * @param roots what the keys of the relay's own files begin with; objects elsewhere are only looked at as copies of what is missing
 * @param loads attempts, the earliest first
 * @param rows of bronze by file
 * @param paused tables whose pipe does not run
 */
public record Evidence(
        Instant at,
        List<String> roots,
        List<BookedFile> booked,
        Map<String, StoredObject> stored,
        Map<String, List<Load>> loads,
        Map<String, Long> rows,
        Set<String> paused,
        List<HourCount> hours) {
    /** Where replays into tables of their own go; nobody's books. */
    private static final String OWN_TABLES = "tables/";

    /** Whether the relay writes there, and a pipe loads from there. */
    boolean ownRoot(String key) {
        return !key.startsWith(RepairKeys.RESTORED)
                && !key.startsWith(OWN_TABLES)
                && roots.stream().anyMatch(key::startsWith);
    }
}
