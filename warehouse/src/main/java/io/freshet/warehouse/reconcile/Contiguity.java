package io.freshet.warehouse.reconcile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ranges of a partition must follow each other: where one ends, the next begins. */
final class Contiguity {
    private final RepairKeys keys;
    private final List<Finding> findings;

    Contiguity(RepairKeys keys, List<Finding> findings) {
        this.keys = keys;
        this.findings = findings;
    }

    /** @param ranges in their order */
    void check(Map<FileRange, Copies> ranges) {
        FileRange before = null;
        for (Map.Entry<FileRange, Copies> each : ranges.entrySet()) {
            FileRange range = each.getKey();
            if (before != null && before.samePartition(range)) {
                if (before.until() < range.from()) {
                    gap(before, range, each.getValue());
                } else if (before.until() > range.from()) {
                    overlap(before, range, each.getValue());
                }
            }
            before = further(before, range);
        }
    }

    private static FileRange further(@Nullable FileRange before, FileRange range) {
        return before != null && before.samePartition(range) && before.until() > range.until() ? before : range;
    }

    private void gap(FileRange before, FileRange after, Copies beside) {
        long end = before.until();
        long begin = after.from();
        FileRange missing = new FileRange(after.topic(), after.topicId(), after.partition(), end, begin);
        BookedFile file = beside.all().getLast();
        findings.add(new Finding(
                Finding.Kind.GAP,
                after.topic(),
                "",
                missing + " is in no file",
                new Repair.Rewrite(
                        keys.toLoad(RepairKeys.sibling(after, file.key(), missing)),
                        missing,
                        file.format(),
                        file.codec(),
                        "")));
    }

    private void overlap(FileRange before, FileRange range, Copies copies) {
        findings.add(new Finding(
                Finding.Kind.OVERLAP,
                range.topic(),
                copies.all().getLast().key(),
                "its offsets are also in a file of " + before + "; silver counts each record once",
                new Repair.ByHand("find who wrote both: a relay that slept while its commit was deleted does")));
    }
}
