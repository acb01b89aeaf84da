package io.freshet.gateway.spool;

import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.spool.Aside.Place;
import io.freshet.gateway.spool.SegmentReader.Spooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the spool to Kafka, oldest first, as soon as Kafka takes it. A thread of its own, which blocks. Of a piece that was
 * read, what failed is sent again, and with it all later records of the same keys: the last word on a key is always its newest. A topic
 * that cannot be written although Kafka answers is set {@link Aside}, so that it holds no other up.
 *
 * <pre>
 *   read piece ──▶ wait until its topics can be written ──▶ send ──▶ all durable? ──▶ note how far ──▶ next piece
 *                        ▲                │                             │ no
 *                        │                └──▶ set aside                │
 *                        └──────────── the rest, in order ──────────────┘
 * </pre>
 */
final class Replay {
    private static final Logger LOG = Logger.getLogger(Replay.class);
    private static final int PIECE_RECORDS = 2000;
    /** How long a topic may not be ready while Kafka answers: a broker that is back takes a second to have all its topics. */
    private static final int PATIENCE_PAUSES = 30;

    private static final int TRIES = 3;
    private static final long PASSED = Long.MAX_VALUE;

    private final SpoolDirectory directory;
    private final Backlog backlog;
    private final IndexKeeper index;
    private final EventSink kafka;
    private final BooleanSupplier isReachable;
    private final Sending sending;
    private final Aside aside;
    private final long pauseMillis;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("spool-replay").unstarted(this::run);
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Place place;
    /** Sequence of the first frame that has neither been sent nor set aside. */
    private long next;

    /** How many of the records that are being dealt with are held. */
    private int held;

    /** @param isReachable whether Kafka answers at all */
    Replay(
            SpoolDirectory directory,
            Backlog backlog,
            IndexKeeper index,
            EventSink kafka,
            BooleanSupplier isReachable,
            Duration pause) {
        this.directory = directory;
        this.backlog = backlog;
        this.index = index;
        this.kafka = kafka;
        this.isReachable = isReachable;
        this.pauseMillis = pause.toMillis();
        this.sending = new Sending(kafka, backlog.slots);
        this.aside = new Aside(backlog, kafka, sending, pauseMillis);
        this.next = index.replayed();
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        aside.stop();
    }

    void wake() {
        news.release();
    }

    /** Whether all that was written has been replayed. */
    boolean isDrained() {
        return backlog.records() == 0;
    }

    private void run() {
        while (!stopped) {
            try {
                if (!step()) {
                    boolean unused = news.tryAcquire(1, pauseMillis, TimeUnit.MILLISECONDS);
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (!stopped) {
                    LOG.errorf(e, "Reading the spool failed; it is tried again");
                    rest();
                }
            }
        }
    }

    /** @return whether there was anything to do */
    private boolean step() throws IOException, InterruptedException {
        retire();
        note();
        Place here = here();
        if (here == null) {
            return false;
        }
        Segment segment = here.segment();
        boolean sealed = segment.isSealed();
        if (here.position() >= segment.durable()) {
            if (sealed) {
                pass(segment);
            }
            return sealed;
        }
        SegmentReader.Piece piece = SegmentReader.piece(segment, here.position());
        if (piece.unreadable() > 0 && !segment.isTainted()) {
            segment.taint();
            backlog.unreadable(piece.unreadable());
            LOG.errorf("Bytes of the spool cannot be read; the rest goes on. segment=%d", segment.number);
        }
        send(here, piece.records());
        go(new Place(segment, piece.next()));
        return true;
    }

    private @Nullable Place here() {
        Place at = place;
        if (at != null && at.position() != PASSED) {
            return at;
        }
        Segment following = at == null ? backlog.first() : backlog.after(at.segment());
        return following == null ? null : new Place(following, SegmentHead.BYTES);
    }

    private void go(Place to) {
        place = to;
        aside.passed(to);
    }

    private void send(Place here, List<Spooled> records) throws IOException, InterruptedException {
        long replayed = next;
        for (int from = 0; from < records.size(); from += PIECE_RECORDS) {
            List<Spooled> some = records.subList(from, Math.min(records.size(), from + PIECE_RECORDS));
            List<Spooled> left =
                    some.stream().filter(r -> r.sequence() >= replayed).toList();
            int count = left.size();
            held = 0;
            send(here, left, new HashMap<>());
            settled(here.segment(), some.getLast(), count - held);
        }
    }

    private void send(Place here, List<Spooled> records, Map<String, Integer> tries) throws InterruptedException {
        List<Spooled> left = sending.send(ready(here, records));
        while (!left.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
            for (String topic : topics(left)) {
                if (tries.merge(topic, 1, Integer::sum) >= TRIES && isReachable.getAsBoolean()) {
                    aside.set(topic, here, left.getFirst().at());
                }
            }
            left = sending.sendAgain(ready(here, left));
        }
    }

    /** Waits until all can be sent, but for those of topics that are set aside; these are held. */
    private List<Spooled> ready(Place here, List<Spooled> records) throws InterruptedException {
        List<Spooled> left = unheld(here.segment(), records);
        for (int pauses = 0; ; pauses = isReachable.getAsBoolean() ? pauses + 1 : 0) {
            List<String> unready = topics(left).stream()
                    .filter(t -> kafka.state(t) != EventSink.State.READY)
                    .toList();
            if (unready.isEmpty()) {
                return left;
            }
            for (String topic : unready) {
                CompletionStage<EventSink.State> unused = kafka.prepare(topic);
                if (pauses >= PATIENCE_PAUSES) {
                    aside.set(topic, here, left.getFirst().at());
                }
            }
            left = unheld(here.segment(), left);
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
    }

    private List<Spooled> unheld(Segment segment, List<Spooled> records) {
        List<Spooled> others = new ArrayList<>(records.size());
        for (Spooled each : records) {
            if (aside.hold(segment, each)) {
                held++;
            } else {
                others.add(each);
            }
        }
        return others;
    }

    private static Set<String> topics(List<Spooled> records) {
        Set<String> topics = new HashSet<>();
        records.forEach(r -> topics.add(r.out().topic()));
        return topics;
    }

    /** @param sent how many of the last ones are durable in Kafka */
    private void settled(Segment segment, Spooled last, int sent) throws IOException {
        next = Math.max(next, last.sequence() + 1);
        int settled = segment.settle(last.sequence() + 1, backlog.slots);
        missing(segment, settled - sent);
        backlog.replayed(settled, aside.oldestAt(last.at()));
        note();
    }

    /** What is held is sent again after a restart, and with it all behind it. */
    private void note() throws IOException {
        long lowest = Math.min(next, backlog.firstHeld());
        if (lowest > index.replayed()) {
            index.replayed(lowest);
        }
    }

    private void missing(Segment segment, int count) {
        if (count > 0) {
            backlog.lost(count);
            LOG.errorf("Records of the spool are missing. segment=%d count=%d", segment.number, count);
        }
    }

    /** Nothing more comes in this segment. */
    private void pass(Segment segment) {
        int unseen = segment.settle(Long.MAX_VALUE, backlog.slots);
        missing(segment, unseen);
        backlog.replayed(unseen, aside.oldestAt(backlog.oldestAt()));
        go(new Place(segment, PASSED));
    }

    /** Only from the front: a file that is missing between others would be one that was lost. */
    private void retire() throws IOException {
        Segment first = backlog.first();
        while (first != null && isPassed(first) && first.firstHeld() == Long.MAX_VALUE && !aside.needs(first)) {
            directory.retire(first);
            backlog.remove(first);
            if (!first.isTainted()) {
                backlog.bytes.giveBack(first.durable());
            }
            first = backlog.first();
        }
    }

    private boolean isPassed(Segment segment) {
        Place at = place;
        return at != null
                && (at.segment().number > segment.number
                        || (at.segment().number == segment.number && at.position() == PASSED));
    }

    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}
