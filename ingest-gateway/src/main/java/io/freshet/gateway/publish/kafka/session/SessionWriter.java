package io.freshet.gateway.publish.kafka.session;

import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.gateway.publish.kafka.RecordOf;
import io.freshet.gateway.session.Lease;
import io.freshet.gateway.session.SessionRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes in transactions: whatever has gathered while one is committed goes into the next (group commit). Messages and packet ids of all
 * clients share it, and a client's state is written once for all that it holds. One thread, which may block; steps are given by any.
 *
 * <pre>
 *   idle ──▶ begin ──▶ records ──▶ commit ──▶ settled: stored
 *              ▲                      │ not committed
 *              └──── new producer ◀── abort ──▶ settled: not known to be stored
 * </pre>
 */
final class SessionWriter {
    private static final Logger LOG = Logger.getLogger(SessionWriter.class);
    private static final int MOST_WAITING = 200_000;
    private static final int MOST_AT_ONCE = 2_000;
    private static final long IDLE_MILLIS = 200;
    private static final long PAUSE_MILLIS = 500;

    private final Map<String, Object> settings;
    private final SessionLog log;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("mqtt-sessions-writer").unstarted(this::run);
    private volatile boolean stopping;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private boolean complained;

    /** @param settings of a transactional producer */
    SessionWriter(Map<String, Object> settings, SessionLog log) {
        this.settings = settings;
        this.log = log;
    }

    void start() {
        thread.start();
    }

    /** Writes what waits, for a bounded time. */
    void stop(Duration patience) {
        stopping = true;
        try {
            if (!thread.join(patience)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void add(Step step) {
        if (stopping || !steps.offer(step)) {
            step.settled().accept(false);
        }
    }

    int waiting() {
        return steps.size();
    }

    private void run() {
        List<Step> batch = new ArrayList<>(MOST_AT_ONCE);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Step first = steps.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    if (stopping) {
                        break;
                    }
                    ready();
                    continue;
                }
                batch.add(first);
                steps.drainTo(batch, MOST_AT_ONCE - 1);
                settle(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                batch.clear();
            }
        }
        discard();
        steps.forEach(step -> step.settled().accept(false));
    }

    private void settle(List<Step> batch) throws InterruptedException {
        BitSet written = new BitSet(batch.size());
        boolean stored = ready() && commit(batch, written);
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).settled().accept(stored && written.get(i));
        }
        if (!stored && !stopping) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Ends what an earlier run left open, so that nobody has to wait until it times out. */
    private boolean ready() {
        if (producer != null) {
            return true;
        }
        KafkaProducer<byte[], byte[]> made = null;
        try {
            made = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            made.initTransactions();
            producer = made;
            complained = false;
            return true;
        } catch (RuntimeException e) {
            if (made != null) {
                made.close(Duration.ZERO);
            }
            complain(e);
            return false;
        }
    }

    /** @param written which steps it holds: those of a session that somebody else has taken over are left out */
    private boolean commit(List<Step> batch, BitSet written) {
        KafkaProducer<byte[], byte[]> to = Objects.requireNonNull(producer);
        List<Runnable> undo = new ArrayList<>();
        try {
            to.beginTransaction();
            Map<String, Step.Tell> states = new LinkedHashMap<>();
            for (int i = 0; i < batch.size(); i++) {
                written.set(i, write(to, batch.get(i), states, undo));
            }
            states.values().forEach(state -> tell(to, state));
            commit(to);
            return true;
        } catch (RuntimeException e) {
            complain(e);
            undo.reversed().forEach(Runnable::run);
            abort(to);
            return false;
        }
    }

    /** A client's states replace each other until somebody else is to own it. */
    private boolean write(
            KafkaProducer<byte[], byte[]> to, Step step, Map<String, Step.Tell> states, List<Runnable> undo) {
        switch (step) {
            case Step.Word(String client, SessionRecord record, var unused) -> {
                Step.Tell before = states.remove(client);
                if (before != null) {
                    tell(to, before);
                }
                log.records(client, record).forEach(each -> send(to, each));
                return true;
            }
            case Step.Store(Lease lease, int packetId, OutgoingRecord event, var settled) -> {
                if (!lease.isLost()) {
                    send(to, RecordOf.outgoing(event));
                    lease.store(packetId);
                    undo.add(() -> lease.unstore(packetId));
                    states.put(lease.client(), new Step.Tell(lease, true, null, settled));
                }
                return !lease.isLost();
            }
            case Step.Release(Lease lease, int packetId, var settled) -> {
                if (!lease.isLost()) {
                    lease.storeRelease(packetId);
                    undo.add(() -> lease.unstoreRelease(packetId));
                    states.put(lease.client(), new Step.Tell(lease, true, null, settled));
                }
                return !lease.isLost();
            }
            case Step.Tell tell -> {
                if (!tell.lease().isLost()) {
                    states.put(tell.lease().client(), tell);
                }
                return !tell.lease().isLost();
            }
        }
    }

    private void tell(KafkaProducer<byte[], byte[]> to, Step.Tell tell) {
        Lease lease = tell.lease();
        if (lease.isKept()) {
            Long expiry = tell.expirySeconds();
            SessionRecord.Told told = lease.told(tell.connected(), expiry == null ? lease.expirySeconds() : expiry);
            log.records(lease.client(), told).forEach(each -> send(to, each));
        }
    }

    /** A record that fails makes the commit fail. */
    private static void send(KafkaProducer<byte[], byte[]> to, ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = to.send(record);
    }

    /** A commit that was not answered in time goes on; only its answer tells what became of it. */
    private void commit(KafkaProducer<byte[], byte[]> to) {
        while (true) {
            try {
                to.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                complain(e);
            }
        }
    }

    private void abort(KafkaProducer<byte[], byte[]> to) {
        try {
            to.abortTransaction();
        } catch (RuntimeException e) {
            LOG.debugf("A transaction could not be aborted; a new producer does that. reason=%s", e.getMessage());
            discard();
        }
    }

    private void discard() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private void complain(RuntimeException e) {
        if (e instanceof ProducerFencedException) {
            LOG.warnf(
                    "A transaction was ended by the brokers: it took too long, or another gateway has the same name, which is"
                            + " freshet.gateway.mqtt.node. transactional.id=%s",
                    settings.get("transactional.id"));
            discard();
        } else if (!complained) {
            LOG.warnf("Sessions cannot be written now; it is tried again. reason=%s", e.getMessage());
        }
        complained = true;
    }
}
