package io.freshet.gateway.spool;

import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.spool.SegmentReader.Spooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends what is in the spool to Kafka, oldest first, as soon as Kafka takes it. A thread of its own, which blocks. Of a piece that was
 * read, what failed is sent again, and with it all later records of the same keys: the last word on a key is always its newest.
 *
 * <pre>
 *   read piece ──▶ wait until its topics can be written ──▶ send ──▶ all durable? ──▶ note how far ──▶ next piece
 *                        ▲                                              │ no
 *                        └──────────── the rest, in order ──────────────┘
 * </pre>
 */
final class Replay {
    private static final Logger LOG = Logger.getLogger(Replay.class);
    private static final int PIECE_RECORDS = 2000;

    private final SpoolDirectory directory;
    private final Backlog backlog;
    private final IndexKeeper index;
    private final EventSink kafka;
    private final long pauseMillis;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("spool-replay").unstarted(this::run);
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopped;
    private long position = SegmentHead.BYTES;

    Replay(SpoolDirectory directory, Backlog backlog, IndexKeeper index, EventSink kafka, Duration pause) {
        this.directory = directory;
        this.backlog = backlog;
        this.index = index;
        this.kafka = kafka;
        this.pauseMillis = pause.toMillis();
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
        Segment segment = backlog.first();
        if (segment == null) {
            return false;
        }
        boolean sealed = segment.isSealed();
        if (position >= segment.durable()) {
            if (sealed) {
                retire(segment);
            }
            return sealed;
        }
        SegmentReader.Piece piece = SegmentReader.piece(segment, position);
        if (piece.unreadable() > 0 && !segment.isTainted()) {
            segment.taint();
            backlog.unreadable(piece.unreadable());
            LOG.errorf("Bytes of the spool cannot be read; the rest goes on. segment=%d", segment.number);
        }
        send(segment, piece.records());
        position = piece.next();
        return true;
    }

    private void send(Segment segment, List<Spooled> records) throws IOException, InterruptedException {
        long replayed = index.replayed();
        for (int from = 0; from < records.size(); from += PIECE_RECORDS) {
            List<Spooled> some = records.subList(from, Math.min(records.size(), from + PIECE_RECORDS));
            List<Spooled> left =
                    some.stream().filter(r -> r.sequence() >= replayed).toList();
            while (!left.isEmpty()) {
                awaitReady(left);
                left = sendOnce(left);
                if (!left.isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(pauseMillis);
                }
            }
            settled(segment, some, replayed);
        }
    }

    private void settled(Segment segment, List<Spooled> records, long replayed) throws IOException {
        Spooled last = records.getLast();
        if (last.sequence() >= replayed) {
            index.replayed(last.sequence() + 1);
        }
        int sent = (int) records.stream().filter(r -> r.sequence() >= replayed).count();
        int settled = segment.settle(last.sequence() + 1, backlog.slots);
        missing(segment, settled - sent);
        backlog.replayed(settled, last.at());
    }

    private void missing(Segment segment, int count) {
        if (count > 0) {
            backlog.lost(count);
            LOG.errorf("Records of the spool are missing. segment=%d count=%d", segment.number, count);
        }
    }

    private void awaitReady(List<Spooled> records) throws InterruptedException {
        Set<String> topics = new HashSet<>();
        records.forEach(r -> topics.add(r.out().topic()));
        for (String topic : topics) {
            while (kafka.state(topic) != EventSink.State.READY) {
                CompletionStage<EventSink.State> unused = kafka.prepare(topic);
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        }
    }

    /** @return what is to be sent again, in order */
    private List<Spooled> sendOnce(List<Spooled> records) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Ledger ledger = new Ledger(records.size(), done::countDown);
        for (int i = 0; i < records.size(); i++) {
            kafka.publish(records.get(i).out(), ledger, i);
        }
        done.await();
        List<Spooled> again = new ArrayList<>();
        Set<Integer> failed = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            int slot = backlog.slots.of(records.get(i).out());
            if (ledger.failure(i) != null || failed.contains(slot)) {
                failed.add(slot);
                again.add(records.get(i));
            }
        }
        return again;
    }

    private void retire(Segment segment) throws IOException {
        int unseen = segment.settle(Long.MAX_VALUE, backlog.slots);
        missing(segment, unseen);
        backlog.replayed(unseen, backlog.oldestAt());
        directory.retire(segment);
        backlog.remove(segment);
        if (!segment.isTainted()) {
            backlog.bytes.giveBack(segment.durable());
        }
        position = SegmentHead.BYTES;
    }

    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}
