package io.freshet.warehouse.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the manifest, the store and the warehouse say. A range of offsets may have several copies: what the relay wrote, and what was
 * written in its stead. It is well when one copy in the store is sound and the rows of exactly one are in the table.
 */
public final class Comparison {
    private final Evidence evidence;
    private final Duration grace;
    private final RepairKeys keys;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Duration> freshness = new TreeMap<>();
    private final Set<String> pausedSaid = new HashSet<>();
    private long waiting;
    private long replaced;

    private Comparison(Evidence evidence, Duration grace) {
        this.evidence = evidence;
        this.grace = grace;
        Set<String> taken = new HashSet<>(evidence.stored().keySet());
        taken.addAll(evidence.loads().keySet());
        evidence.booked().forEach(file -> taken.add(file.key()));
        this.keys = new RepairKeys(taken);
    }

    /** @param grace how long a file may take from the store into the table */
    public static Report of(Evidence evidence, Duration grace) {
        return new Comparison(evidence, grace).compare();
    }

    private Report compare() {
        Map<FileRange, Copies> ranges = ranges();
        for (Copies copies : ranges.values()) {
            judge(copies);
        }
        new Contiguity(keys, findings).check(ranges);
        evidence.hours().stream().filter(hour -> !hour.balances()).forEach(this::differ);
        long rows = ranges.values().stream().mapToLong(Copies::rows).sum();
        return new Report(
                evidence.booked().size(),
                rows,
                waiting,
                replaced,
                List.copyOf(findings),
                List.copyOf(notes),
                Map.copyOf(freshness),
                evidence.hours());
    }

    private Map<FileRange, Copies> ranges() {
        Map<FileRange, Copies> ranges = new TreeMap<>(FileRange.ORDER);
        Set<String> booked = new HashSet<>();
        for (BookedFile file : evidence.booked()) {
            booked.add(file.key());
            ranges.computeIfAbsent(file.range(), Copies::new).booked.add(file);
        }
        Map<FileRange, List<StoredObject>> elsewhere = new HashMap<>();
        for (StoredObject object : evidence.stored().values()) {
            if (booked.contains(object.key()) || object.facts().isEmpty()) {
                continue;
            }
            FileRange range = object.facts().get().range();
            if (evidence.ownRoot(object.key())) {
                ranges.computeIfAbsent(range, Copies::new).unbooked.add(object);
            } else {
                elsewhere.computeIfAbsent(range, any -> new ArrayList<>()).add(object);
            }
        }
        ranges.forEach((range, copies) -> copies.elsewhere.addAll(elsewhere.getOrDefault(range, List.of())));
        return ranges;
    }

    private void judge(Copies copies) {
        if (copies.booked.isEmpty()) {
            notBooked(copies);
            return;
        }
        BookedFile file = copies.booked.getLast();
        boolean sound = copies.booked.stream().anyMatch(this::sound);
        Loaded loaded = Loaded.of(copies.all(), evidence);
        boolean inTable = loaded.isWhole();
        if (!inTable) {
            unloaded(file, copies);
        }
        if (!sound) {
            damaged(copies, file, inTable);
        } else if (!inTable) {
            notInTable(copies);
        } else {
            replaced += copies.booked.stream().filter(one -> !sound(one)).count();
        }
        if (loaded.times() > 1) {
            twice(file, loaded);
        } else if (inTable && loaded.remains() != null) {
            notes.add("Rows of a file that was replaced are still in " + table(file) + ": "
                    + delete(file, loaded.remains()));
        }
    }

    private boolean sound(BookedFile file) {
        StoredObject object = evidence.stored().get(file.key());
        return object != null && object.is(file);
    }

    private boolean young(BookedFile file) {
        return Duration.between(file.booked(), evidence.at()).compareTo(grace) < 0;
    }

    private void unloaded(BookedFile file, Copies copies) {
        // The first of them: what came late is late since then.
        Duration age = Duration.between(copies.booked.getFirst().booked(), evidence.at());
        freshness.merge(table(file), age, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    private void notBooked(Copies copies) {
        StoredObject object = copies.unbooked.getFirst();
        BookedFile file = object.asBooked().orElseThrow();
        if (young(file)) {
            waiting++;
            return;
        }
        find(
                Finding.Kind.NOT_BOOKED,
                file,
                "the store has " + file.range() + ", the manifest does not",
                new Repair.Enter(file.key(), file.range(), file.format(), file.codec()));
    }

    private void damaged(Copies copies, BookedFile file, boolean inTable) {
        StoredObject object = evidence.stored().get(file.key());
        StoredObject moved = copies.moved(file);
        Finding.Kind kind = object != null
                ? (object.bytes() < file.bytes() ? Finding.Kind.TRUNCATED : Finding.Kind.ALTERED)
                : moved == null ? Finding.Kind.DELETED : Finding.Kind.RENAMED;
        String what = switch (kind) {
            case TRUNCATED -> "has %,d of %,d bytes".formatted(object.bytes(), file.bytes());
            case ALTERED ->
                "is not what the relay wrote (%,d bytes, the manifest says %,d)"
                        .formatted(object.bytes(), file.bytes());
            case RENAMED -> "lies under another name: " + moved.key();
            default -> "is not in the store";
        };
        String state = inTable ? "; its rows are in " : "; its rows are not in ";
        find(kind, file, what + state + table(file), repairOfStore(file, moved, inTable));
    }

    private Repair repairOfStore(BookedFile file, @Nullable StoredObject moved, boolean inTable) {
        if (inTable && moved != null) {
            return new Repair.Enter(moved.key(), file.range(), file.format(), file.codec());
        }
        return inTable ? rewrite(keys.toKeep(file.key()), file, "") : rewrite(keys.toLoad(file.key()), file, "");
    }

    /** The one that should be in the table is the last that a pipe can see: an earlier one failed, or was given up. */
    private void notInTable(Copies copies) {
        BookedFile file = loadable(copies);
        List<Load> tries = evidence.loads().getOrDefault(file.key(), List.of());
        long rows = evidence.rows().getOrDefault(file.key(), 0L);
        if (tries.isEmpty() && rows == 0) {
            untried(copies, file);
        } else if (rows > 0 || tries.getLast().loaded()) {
            String what = "%s has %,d of its %,d rows".formatted(table(file), rows, file.rows());
            String afterwards = rows == 0 ? "" : delete(file, file.key());
            find(Finding.Kind.ROWS_MISSING, file, what, rewrite(keys.toLoad(file.key()), file, afterwards));
        } else {
            String what = "was skipped: " + tries.getLast().error();
            find(Finding.Kind.LOAD_FAILED, file, what, rewrite(keys.toLoad(file.key()), file, ""));
        }
    }

    private BookedFile loadable(Copies copies) {
        return copies.booked.reversed().stream()
                .filter(one -> evidence.ownRoot(one.key()))
                .findFirst()
                .orElse(copies.booked.getLast());
    }

    private void untried(Copies copies, BookedFile file) {
        String table = table(file);
        if (young(file)) {
            waiting++;
        } else if (evidence.paused().contains(table)) {
            waiting++;
            if (pausedSaid.add(table)) {
                String what = "the pipe of " + table + " is paused and files wait";
                find(Finding.Kind.PIPE_PAUSED, file, what, new Repair.Resume(table));
            }
        } else {
            String what = "no row of it is in " + table + " and no load of it was tried";
            Repair repair = sound(file) && evidence.ownRoot(file.key())
                    ? new Repair.Refresh(table, file.key())
                    : rewrite(keys.toLoad(copies.booked.getFirst().key()), file, "");
            find(Finding.Kind.NOT_LOADED, file, what, repair);
        }
    }

    private void twice(BookedFile file, Loaded loaded) {
        find(
                Finding.Kind.LOADED_TWICE,
                file,
                "%s has %,d rows of its %,d records; silver counts each once"
                        .formatted(table(file), loaded.rows(), file.rows()),
                new Repair.ByHand(
                        loaded.remains() == null || loaded.whole() == null
                                ? "look at loaded_at of file_name '" + file.key() + "' and delete the later rows"
                                : delete(file, loaded.remains())));
    }

    private void differ(HourCount hour) {
        findings.add(new Finding(
                Finding.Kind.COUNTS_DIFFER,
                hour.topic(),
                "",
                "%s: %,d records in Kafka, %,d relayed, %,d rejected, %,d loaded"
                        .formatted(hour.hour(), hour.inKafka(), hour.relayed(), hour.rejected(), hour.loaded()),
                new Repair.ByHand(
                        "what the files of this topic lack is named above; if none is, see docs/reconcile.md")));
    }

    private void find(Finding.Kind kind, BookedFile file, String what, Repair repair) {
        findings.add(new Finding(kind, file.range().topic(), file.key(), what, repair));
    }

    private static Repair rewrite(String key, BookedFile file, String afterwards) {
        return new Repair.Rewrite(key, file.range(), file.format(), file.codec(), afterwards);
    }

    private static String delete(BookedFile file, String key) {
        return "DELETE FROM bronze." + table(file) + " WHERE file_name = '" + key + "'";
    }

    private static String table(BookedFile file) {
        return Tables.of(file.range().topic());
    }
}
