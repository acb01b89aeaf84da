package io.freshet.gateway.spool;

import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.model.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes records durable on disk while Kafka is away, and sends them to Kafka in order when it is back. Any thread may call; none is
 * held up. A thread of its own writes all that waits with one sync of the disk (group commit); only then is it acknowledged.
 */
public final class Spool {
    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int LONGEST_GROUP = 4096;
    private static final long GROUP_BYTES = 8 << 20;
    private static final long REST_MILLIS = 100;

    private final InstantSource clock;
    private final SpoolDirectory directory;
    private final Backlog backlog;
    private final SpoolWriter writer;
    private final Replay replay;
    /** Bounded by what may be under way: see {@code freshet.gateway.under-way}. */
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();

    private final Thread thread =
            Thread.ofPlatform().daemon().name("spool-writer").unstarted(this::write);
    private volatile boolean stopped;
    private volatile boolean failing;

    private Spool(
            SpoolSettings settings,
            EventSink kafka,
            BooleanSupplier isReachable,
            InstantSource clock,
            SpoolWriter.Sync sync)
            throws IOException {
        this.clock = clock;
        this.directory = SpoolDirectory.open(settings.directory());
        this.backlog = new Backlog(settings.bytes());
        Recovery.Found found = new Recovery(directory, backlog).run();
        IndexKeeper index = new IndexKeeper(directory, new SpoolIndex(found.replayed(), found.nextSegment() - 1));
        this.writer = new SpoolWriter(directory, backlog, settings.segmentBytes(), index, found, sync);
        this.replay = new Replay(directory, backlog, index, kafka, isReachable, settings.pause());
    }

    /**
     * Takes the directory and finds out what is in it; blocks on the disk.
     *
     * @param isReachable whether Kafka answers at all: then a topic that cannot be written does not hold the others up
     * @throws IllegalStateException saying what to do, when the directory cannot be used
     */
    public static Spool open(
            SpoolSettings settings, EventSink kafka, BooleanSupplier isReachable, InstantSource clock) {
        return open(settings, kafka, isReachable, clock, channel -> channel.force(false));
    }

    static Spool open(
            SpoolSettings settings,
            EventSink kafka,
            BooleanSupplier isReachable,
            InstantSource clock,
            SpoolWriter.Sync sync) {
        try {
            return new Spool(settings, kafka, isReachable, clock, sync);
        } catch (IOException e) {
            throw new IllegalStateException("The spool in " + settings.directory() + " cannot be read: " + e, e);
        }
    }

    public void start() {
        thread.start();
        replay.start();
    }

    /** Writes what waits, then gives the directory back; blocks for a few seconds at most. */
    public void stop() {
        stopped = true;
        replay.stop();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        directory.close();
    }

    /** Whether records of this one's key wait for their way to Kafka: then it must not overtake them. */
    boolean mustQueue(OutgoingRecord out) {
        return !backlog.slots.isFree(backlog.slots.of(out));
    }

    /** Whether a record would probably be taken now. */
    public boolean hasRoom() {
        return !stopped && !failing && backlog.bytes.used() < backlog.bytes.limit();
    }

    void append(OutgoingRecord out, Ledger ledger, int index) {
        Waiting waiting = new Waiting(RecordCodec.encode(out), backlog.slots.of(out), ledger, index);
        if (stopped || waiting.payload().length > Frames.LONGEST || !backlog.bytes.tryTake(waiting.bytes())) {
            ledger.failed(index, Reason.SPOOL_FULL);
            return;
        }
        backlog.slots.enter(waiting.slot());
        queue.add(waiting);
    }

    private void write() {
        List<Waiting> group = new ArrayList<>();
        while (!stopped || !queue.isEmpty()) {
            try {
                if (collect(group)) {
                    commit(group);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("Writing to the spool failed unexpectedly; it goes on", e);
            } finally {
                group.clear();
            }
        }
    }

    private boolean collect(List<Waiting> group) throws InterruptedException {
        Waiting next = queue.poll(REST_MILLIS, TimeUnit.MILLISECONDS);
        long bytes = 0;
        while (next != null) {
            group.add(next);
            bytes += next.bytes();
            next = group.size() < LONGEST_GROUP && bytes < GROUP_BYTES ? queue.poll() : null;
        }
        if (group.isEmpty() && replay.isDrained()) {
            closeSegment();
        }
        return !group.isEmpty();
    }

    private void closeSegment() {
        try {
            writer.close();
        } catch (IOException e) {
            LOG.warnf("A segment of the spool could not be closed. reason=%s", e);
        }
    }

    private void commit(List<Waiting> group) {
        @Nullable Reason failure = null;
        try {
            writer.append(group, clock.millis());
            note(null);
        } catch (IOException | RuntimeException e) {
            failure = Reason.SPOOL_FULL;
            note(e);
        }
        for (Waiting each : group) {
            if (failure == null) {
                each.ledger().durable(each.index());
            } else {
                backlog.bytes.giveBack(each.bytes());
                backlog.slots.leave(each.slot());
                each.ledger().failed(each.index(), failure);
            }
        }
        if (failure == null) {
            replay.wake();
        }
    }

    private void note(@Nullable Exception failure) {
        if (failure != null && !failing) {
            LOG.errorf("The spool cannot be written; events are refused with 503. reason=%s", failure);
        } else if (failure == null && failing) {
            LOG.warn("The spool can be written again");
        }
        failing = failure != null;
    }

    /** Records that wait for Kafka. */
    public long records() {
        return backlog.records();
    }

    /** Bytes on disk, quarantine included. */
    public long bytes() {
        return backlog.bytes.used();
    }

    public long limit() {
        return backlog.bytes.limit();
    }

    /** Age of the oldest record that waits for Kafka, in seconds; 0 if none does. */
    public double age() {
        return backlog.records() == 0 ? 0 : Math.max(0, clock.millis() - backlog.oldestAt()) / 1000.0;
    }

    /** Stretches of bytes that could not be read; their segments are in quarantine. */
    public long unreadable() {
        return backlog.unreadable();
    }

    /** Records known to be missing. */
    public long lost() {
        return backlog.lost();
    }
}
