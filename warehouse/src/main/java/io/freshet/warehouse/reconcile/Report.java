package io.freshet.warehouse.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came out.
 *
 * @param files of the books
 * @param rows in them
 * @param waiting files that are younger than the time that loading may take
 * @param replaced damaged files in whose stead another was written and loaded
 * @param notes what is no fault, but should be known
 * @param freshness by table: age of the oldest file whose rows are not there yet; tables without such a file are left out
 * @param hours counts by topic and hour
 */
public record Report(
        long files,
        long rows,
        long waiting,
        long replaced,
        List<Finding> findings,
        List<String> notes,
        Map<String, Duration> freshness,
        List<HourCount> hours) {
    public boolean balances() {
        return findings.isEmpty();
    }
}
