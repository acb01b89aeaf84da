package io.freshet.benchmarks.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;

/** How long it takes from the broker's acknowledgement of an event until its object is in the store. */
final class Freshness {
    static final Duration FLUSH = Duration.ofSeconds(2);
    private static final String TOPIC = "rows-lone";
    private static final int PARTITIONS = 4;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Pattern RANGE = Pattern.compile("/p=(\\d+)/.*/(\\d+)-(\\d+)\\.ndjson");

    private final RelayBench bench;
    private final Map<Place, Long> acknowledged = new ConcurrentHashMap<>();
    private final List<Long> delays = Collections.synchronizedList(new ArrayList<>());
    private final Set<Path> seen = new HashSet<>();

    private record Place(int partition, long offset) {}

    Freshness(RelayBench bench) throws IOException {
        this.bench = bench;
        bench.createTopic(TOPIC, PARTITIONS);
    }

    /** Delays in milliseconds, sorted. */
    List<Double> measure(int perSecond, int seconds) throws IOException {
        Rows rows = bench.rows();
        delays.clear();
        long count = (long) perSecond * seconds;
        try (KafkaProducer<byte[], byte[]> producer = rows.producer()) {
            long began = System.nanoTime();
            long sent = 0;
            long nextLook = began;
            while (sent < count) {
                long now = System.nanoTime();
                if (now - began >= sent * 1_000_000_000L / perSecond) {
                    rows.send(producer, TOPIC, (int) (sent++ % PARTITIONS), (at, failure) -> {
                        if (failure == null) {
                            acknowledged.put(new Place(at.partition(), at.offset()), System.nanoTime());
                        }
                    });
                } else if (now >= nextLook) {
                    look();
                    nextLook = System.nanoTime() + LOOK_NANOS;
                } else {
                    LockSupport.parkNanos(200_000);
                }
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!acknowledged.isEmpty() && System.nanoTime() < deadline) {
            look();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        if (delays.size() != count) {
            throw new IOException(delays.size() + " of " + count + " acknowledged events are in the store");
        }
        return delays.stream().sorted().map(nanos -> nanos / 1e6).toList();
    }

    private void look() throws IOException {
        for (Path file : bench.files.of(TOPIC)) {
            Matcher range = RANGE.matcher(file.toString());
            if (seen.add(file) && range.find()) {
                long now = System.nanoTime();
                int partition = Integer.parseInt(range.group(1));
                for (long at = Long.parseLong(range.group(2)); at < Long.parseLong(range.group(3)); at++) {
                    Long since = acknowledged.remove(new Place(partition, at));
                    if (since != null) {
                        delays.add(now - since);
                    }
                }
            }
        }
    }
}
