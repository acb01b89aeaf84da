package io.freshet.gateway.spool;

import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.spool.SegmentReader.Spooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Topics that cannot be written although Kafka answers: replay goes on without them. Each has a thread of its own, which sends what is
 * held of it, in order, until it has caught up; until then all further records of the topic that replay comes to are held, too. As many
 * as there are event types. Called by the replay's thread.
 *
 * <pre>
 *   (replayed with the others) ──fails──▶ set aside: records are held ──all of them durable──▶ (replayed with the others)
 * </pre>
 */
final class Aside {
    private static final Logger LOG = Logger.getLogger(Aside.class);
    private static final int PIECE_RECORDS = 2000;
    /** Between two tries of a topic that does not work. */
    private static final int PAUSES = 10;

    private final Backlog backlog;
    private final EventSink kafka;
    private final Sending sending;
    private final long pauseMillis;
    private final Map<String, Behind> topics = new HashMap<>();
    private volatile @Nullable Place replay;

    /** Where a piece begins. */
    record Place(Segment segment, long position) {}

    Aside(Backlog backlog, EventSink kafka, Sending sending, long pauseMillis) {
        this.backlog = backlog;
        this.kafka = kafka;
        this.sending = sending;
        this.pauseMillis = pauseMillis;
    }

    /** How far replay has come: it holds nothing before this any more. */
    void passed(Place place) {
        replay = place;
    }

    synchronized boolean has(String topic) {
        return topics.containsKey(topic);
    }

    /** @param from the piece in which the first record stands that is held */
    synchronized void set(String topic, Place from, long at) {
        if (!topics.containsKey(topic)) {
            LOG.errorf("A topic cannot be written; its spooled records wait, and the others go on. topic=%s", topic);
            topics.put(topic, new Behind(topic, from, at));
        }
    }

    /** @return false if the topic has caught up meanwhile: its records are to be sent with the others */
    synchronized boolean hold(Segment segment, Spooled record) {
        Behind behind = topics.get(record.out().topic());
        if (behind == null) {
            return false;
        }
        segment.hold(record.sequence());
        if (behind.held++ == 0 && behind.thread.getState() == Thread.State.NEW) {
            behind.thread.start();
        }
        return true;
    }

    /** Whether a topic's thread has still to read in the segment. */
    synchronized boolean needs(Segment segment) {
        return topics.values().stream().anyMatch(b -> b.place.segment.number <= segment.number);
    }

    /** When the oldest record was written that waits, in milliseconds. */
    synchronized long oldestAt(long ofReplay) {
        return topics.values().stream().mapToLong(b -> b.since).reduce(ofReplay, Math::min);
    }

    /** Blocks for a moment. */
    void stop() {
        List<Behind> all;
        synchronized (this) {
            all = List.copyOf(topics.values());
        }
        all.forEach(b -> b.thread.interrupt());
        try {
            for (Behind each : all) {
                boolean unused = each.thread.getState() == Thread.State.NEW || each.thread.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean caughtUp(Behind behind) {
        if (behind.held > 0) {
            return false;
        }
        topics.remove(behind.topic);
        LOG.warnf("A topic can be written again, and has caught up. topic=%s", behind.topic);
        return true;
    }

    private synchronized void released(Behind behind, int count) {
        behind.held -= count;
    }

    /** One topic. What is not final is guarded by the outer object, or belongs to the thread. */
    private final class Behind {
        private final String topic;
        private final long since;
        private final Thread thread;
        private volatile Place place;
        private long held;

        Behind(String topic, Place from, long since) {
            this.topic = topic;
            this.place = from;
            this.since = since;
            this.thread = Thread.ofVirtual().name("spool-" + topic).unstarted(this::run);
        }

        private void run() {
            while (!caughtUp(this)) {
                try {
                    if (!step()) {
                        TimeUnit.MILLISECONDS.sleep(pauseMillis);
                    }
                } catch (InterruptedException e) {
                    return;
                } catch (IOException | RuntimeException e) {
                    LOG.errorf(e, "Reading the spool failed; it is tried again. topic=%s", topic);
                    if (!rest()) {
                        return;
                    }
                }
            }
        }

        /** @return whether it came any further */
        private boolean step() throws IOException, InterruptedException {
            Place here = place;
            Place end = replay;
            boolean sameSegment = end != null && end.segment.number == here.segment.number;
            boolean passed = end != null
                    && (end.segment.number > here.segment.number || (sameSegment && end.position > here.position));
            if (passed && here.position >= here.segment.durable()) {
                Segment next = backlog.after(here.segment);
                place = next == null ? here : new Place(next, SegmentHead.BYTES);
                return next != null;
            }
            SegmentReader.Piece piece = SegmentReader.piece(here.segment, here.position);
            boolean sent = catchUp(piece.records(), here.segment);
            if (passed) {
                // A piece that has grown since ends behind what replay has come to; there more may yet be held.
                long next = sameSegment ? Math.min(piece.next(), end.position) : piece.next();
                place = new Place(here.segment, next);
            }
            return sent || passed;
        }

        /** @return whether there was anything to send */
        private boolean catchUp(List<Spooled> records, Segment segment) throws InterruptedException {
            List<Spooled> mine = records.stream()
                    .filter(r -> r.out().topic().equals(topic) && segment.isHeld(r.sequence()))
                    .toList();
            for (int from = 0; from < mine.size(); from += PIECE_RECORDS) {
                List<Spooled> some = mine.subList(from, Math.min(mine.size(), from + PIECE_RECORDS));
                List<Spooled> left = new ArrayList<>(some);
                while (!left.isEmpty()) {
                    awaitReady();
                    left = sending.sendAgain(left);
                    if (!left.isEmpty()) {
                        TimeUnit.MILLISECONDS.sleep(PAUSES * pauseMillis);
                    }
                }
                some.forEach(r -> segment.release(r.sequence(), backlog.slots));
                backlog.caughtUp(some.size());
                released(this, some.size());
            }
            return !mine.isEmpty();
        }

        private void awaitReady() throws InterruptedException {
            while (kafka.state(topic) != EventSink.State.READY) {
                CompletionStage<EventSink.State> unused = kafka.prepare(topic);
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        }

        private boolean rest() {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSES * pauseMillis);
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }
    }
}
