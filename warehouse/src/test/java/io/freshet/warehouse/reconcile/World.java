package io.freshet.warehouse.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Manifest, store and warehouse in memory, with what can happen to them, and with repairs that do what they say. */
final class World {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Duration GRACE = Duration.ofMinutes(5);

    final List<BookedFile> booked = new ArrayList<>();
    final Map<String, StoredObject> stored = new LinkedHashMap<>();
    final Map<String, List<Load>> loads = new HashMap<>();
    final Map<String, Long> rows = new HashMap<>();
    final Set<String> paused = new HashSet<>();
    private final List<HourCount> hours = new ArrayList<>();

    /** Files of these many rows each, one after the other, in each partition. */
    static World of(int partitions, List<Integer> files) {
        World world = new World();
        for (int partition = 0; partition < partitions; partition++) {
            long from = 0;
            for (int rows : files) {
                // One offset is that of a transaction marker.
                FileRange range = new FileRange("order-events", "id", partition, from, from + rows + 1);
                world.write(key(range), range, rows);
                world.load(key(range), rows);
                from = range.until();
            }
        }
        return world;
    }

    static String key(FileRange range) {
        return "v1/order-events/id/p=%05d/dt=2026-11-20/%020d-%020d.ndjson.zst"
                .formatted(range.partition(), range.from(), range.until());
    }

    void write(String key, FileRange range, long rows) {
        BookedFile file = new BookedFile(
                key, range, rows, 10 * rows + 100, "sha of " + range, "ndjson-2", "zstd-1", NOW.minusSeconds(3600));
        booked.add(file);
        put(file);
    }

    void put(BookedFile file) {
        stored.put(
                file.key(),
                new StoredObject(
                        file.key(),
                        file.bytes(),
                        Optional.of(new StoredObject.Facts(
                                file.range(), file.rows(), file.sha256(), file.format(), file.codec())),
                        Optional.empty(),
                        file.booked()));
    }

    void load(String key, long count) {
        loads.computeIfAbsent(key, any -> new ArrayList<>()).add(new Load(key, true, count, "", NOW));
        rows.merge(key, count, Long::sum);
    }

    void neverLoaded(String key) {
        loads.remove(key);
        rows.remove(key);
    }

    void failed(String key) {
        neverLoaded(key);
        loads.put(key, List.of(new Load(key, false, 0, "cut off", NOW)));
    }

    void truncate(BookedFile file) {
        put(new BookedFile(
                file.key(), file.range(), file.rows(), file.bytes() - 7, file.sha256(), "", "", file.booked()));
    }

    void alter(BookedFile file) {
        put(new BookedFile(file.key(), file.range(), file.rows(), file.bytes(), "other", "", "", file.booked()));
    }

    void rename(BookedFile file, String to) {
        stored.remove(file.key());
        put(new BookedFile(
                to,
                file.range(),
                file.rows(),
                file.bytes(),
                file.sha256(),
                file.format(),
                file.codec(),
                file.booked()));
    }

    void count(HourCount hour) {
        hours.add(hour);
    }

    Report report() {
        return Comparison.of(
                new Evidence(NOW, List.of("v1/"), List.copyOf(booked), stored, loads, rows, paused, hours), GRACE);
    }

    /** As relay and warehouse do it: whatever appears under a root is loaded. */
    void perform(Repair repair) {
        switch (repair) {
            case Repair.Rewrite(var key, var range, var format, var codec, var afterwards) -> {
                if (stored.containsKey(key) || loads.containsKey(key)) {
                    throw new AssertionError("overwrites " + key);
                }
                long count = booked.stream()
                        .filter(file -> file.range().equals(range))
                        .mapToLong(BookedFile::rows)
                        .findFirst()
                        .orElse(range.until() - range.from() - 1);
                write(key, range, count);
                if (key.startsWith("v1/")) {
                    load(key, count);
                }
            }
            case Repair.Enter(var key, var range, var format, var codec) ->
                booked.add(stored.get(key).asBooked().orElseThrow());
            case Repair.Refresh(var table, var key) ->
                load(key, stored.get(key).facts().orElseThrow().rows());
            case Repair.Resume(var table) -> {
                paused.remove(table);
                booked.stream()
                        .filter(file -> !loads.containsKey(file.key()))
                        .forEach(file -> load(file.key(), file.rows()));
            }
            case Repair.ByHand byHand -> throw new AssertionError(byHand.say());
        }
    }
}
