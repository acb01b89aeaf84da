package io.freshet.gateway.spool;

import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.spool.SegmentReader.Spooled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Sends spooled records to Kafka. Any thread; blocks until each is durable or given up. */
final class Sending {
    private final EventSink kafka;
    private final Slots slots;

    Sending(EventSink kafka, Slots slots) {
        this.kafka = kafka;
        this.slots = slots;
    }

    /** @return what is to be sent again, in order: what failed, and with it all later records of the same keys */
    List<Spooled> send(List<Spooled> records) throws InterruptedException {
        if (records.isEmpty()) {
            return records;
        }
        CountDownLatch done = new CountDownLatch(1);
        Ledger ledger = new Ledger(records.size(), done::countDown);
        for (int i = 0; i < records.size(); i++) {
            kafka.publish(records.get(i).out(), ledger, i);
        }
        done.await();
        List<Spooled> again = new ArrayList<>();
        Set<Integer> failed = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            int slot = slots.of(records.get(i).out());
            if (ledger.failure(i) != null || failed.contains(slot)) {
                failed.add(slot);
                again.add(records.get(i));
            }
        }
        return again;
    }

    /**
     * After a failure: of each key the oldest goes first, and all others only when those are durable. Otherwise each try would add a copy
     * of what is behind the one that fails.
     *
     * @return as {@link #send}
     */
    List<Spooled> sendAgain(List<Spooled> records) throws InterruptedException {
        Set<Integer> seen = new HashSet<>();
        List<Spooled> oldest = new ArrayList<>();
        List<Spooled> others = new ArrayList<>();
        for (Spooled each : records) {
            (seen.add(slots.of(each.out())) ? oldest : others).add(each);
        }
        List<Spooled> failed = send(oldest);
        return failed.isEmpty()
                ? send(others)
                : Stream.concat(failed.stream(), others.stream())
                        .sorted(Comparator.comparingLong(Spooled::sequence))
                        .toList();
    }
}
