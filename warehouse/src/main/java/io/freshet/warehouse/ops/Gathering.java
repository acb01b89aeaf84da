package io.freshet.warehouse.ops;

import io.freshet.model.BuiltInTypes;
import io.freshet.warehouse.books.Manifest;
import io.freshet.warehouse.books.TopicCounts;
import io.freshet.warehouse.books.TopicCounts.Counted;
import io.freshet.warehouse.load.LoadSide;
import io.freshet.warehouse.load.LoadSide.LoadedHour;
import io.freshet.warehouse.load.LoadSide.RejectedHour;
import io.freshet.warehouse.reconcile.BookedFile;
import io.freshet.warehouse.reconcile.Evidence;
import io.freshet.warehouse.reconcile.FileRange;
import io.freshet.warehouse.reconcile.HourCount;
import io.freshet.warehouse.reconcile.StoredObject;
import io.freshet.warehouse.reconcile.Tables;
import io.freshet.warehouse.store.ObjectListing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads all that is to be compared, in the order in which a file comes into being from behind: what the manifest knows must be in the store
 * when that is listed afterwards. Blocks.
 */
final class Gathering {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final Manifest manifest;
    private final TopicCounts topics;
    private final ObjectListing store;
    private final LoadSide warehouse;
    private final List<String> roots;
    private final InstantSource clock;
    private final Duration grace;

    Gathering(
            Manifest manifest,
            TopicCounts topics,
            ObjectListing store,
            LoadSide warehouse,
            List<String> roots,
            InstantSource clock,
            Duration grace) {
        this.manifest = manifest;
        this.topics = topics;
        this.store = store;
        this.warehouse = warehouse;
        this.roots = roots;
        this.clock = clock;
        this.grace = grace;
    }

    /**
     * Reads it.
     *
     * @param contents whether every object is read whole
     * @param since records that came before are not counted; files always are
     */
    Evidence gather(boolean contents, Instant since) {
        List<BookedFile> booked = manifest.files(store.uri());
        Map<String, StoredObject> stored = store.objects(contents);
        Set<String> tables =
                booked.stream().map(file -> Tables.of(file.range().topic())).collect(Collectors.toSet());
        stored.values().stream()
                .flatMap(object -> object.facts().stream())
                .forEach(facts -> tables.add(Tables.of(facts.range().topic())));
        var loads = warehouse.loads(tables);
        var rows = warehouse.rows(tables);
        List<HourCount> hours = hours(booked, rows, tables, since);
        return new Evidence(clock.instant(), roots, booked, stored, loads, rows, warehouse.paused(tables), hours);
    }

    /** An hour can be judged when Kafka still has the whole of it, and its topic has no file that is not in the table. */
    private List<HourCount> hours(List<BookedFile> booked, Map<String, Long> rows, Set<String> tables, Instant since) {
        Instant settled = clock.instant().minus(grace);
        Set<String> unsettled = unloaded(booked, rows);
        List<Counted> counted = topics.count(booked, since);
        Map<String, Map<Instant, Long>> loaded = loaded(counted, warehouse.hours(tables, since));
        Map<String, Map<Instant, Long>> rejected = new HashMap<>();
        for (RejectedHour hour : warehouse.rejected(since)) {
            rejected.computeIfAbsent(hour.topic(), any -> new HashMap<>())
                    .merge(hour.hour(), hour.records(), Long::sum);
        }
        Map<String, Map<Instant, long[]>> inKafka = new TreeMap<>();
        Map<String, Set<Instant>> partial = new HashMap<>();
        for (Counted one : counted) {
            long[] sums = inKafka.computeIfAbsent(one.topic(), any -> new TreeMap<>())
                    .computeIfAbsent(one.hour(), any -> new long[2]);
            sums[0] += one.records();
            sums[1] += one.relayed();
            if (one.partial()) {
                partial.computeIfAbsent(one.topic(), any -> new HashSet<>()).add(one.hour());
            }
        }
        List<HourCount> hours = new ArrayList<>();
        inKafka.forEach((topic, ofTopic) -> ofTopic.forEach((hour, sums) -> hours.add(new HourCount(
                topic,
                hour,
                sums[0],
                sums[1],
                rejected.getOrDefault(topic, Map.of()).getOrDefault(hour, 0L),
                loaded.getOrDefault(topic, Map.of()).getOrDefault(hour, 0L),
                !partial.getOrDefault(topic, Set.of()).contains(hour)
                        && !unsettled.contains(topic)
                        && !topic.equals(BuiltInTypes.EVENTS_REJECTED)
                        && (sums[0] == sums[1] || hour.plus(AN_HOUR).isBefore(settled))))));
        return hours;
    }

    /** Topics with a range of which no file is in the table: that is told by file, or on its way. */
    private static Set<String> unloaded(List<BookedFile> booked, Map<String, Long> rows) {
        Set<FileRange> inTable = booked.stream()
                .filter(file -> file.rows() == 0 || rows.containsKey(file.key()))
                .map(BookedFile::range)
                .collect(Collectors.toSet());
        return booked.stream()
                .map(BookedFile::range)
                .filter(range -> !inTable.contains(range))
                .map(FileRange::topic)
                .collect(Collectors.toSet());
    }

    private static Map<String, Map<Instant, Long>> loaded(List<Counted> counted, List<LoadedHour> hours) {
        Map<String, String> topics = new HashMap<>();
        counted.forEach(one -> topics.put(one.topicId(), one.topic()));
        Map<String, Map<Instant, Long>> loaded = new HashMap<>();
        for (LoadedHour hour : hours) {
            String topic = topics.get(hour.topicId());
            if (topic != null) {
                loaded.computeIfAbsent(topic, any -> new HashMap<>()).merge(hour.hour(), hour.records(), Long::sum);
            }
        }
        return loaded;
    }
}
