package io.freshet.gateway.publish.kafka.session;

import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.gateway.publish.kafka.KafkaSettings;
import io.freshet.gateway.session.Lease;
import io.freshet.gateway.session.SessionRecord;
import io.freshet.gateway.session.SessionState;
import io.freshet.gateway.session.SessionTable;
import io.freshet.gateway.session.Sessions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in a compacted topic. A takeover is written like everything else, and the client is let in when it has been read back: then
 * whatever an earlier owner stored has been read too, and what it has not stored it will not, but for what it had begun while it was
 * stalled.
 */
public final class KafkaSessions implements Sessions {
    private static final Logger LOG = Logger.getLogger(KafkaSessions.class);
    private static final long PAUSE_MILLIS = 1_000;
    /** How long a client waits for others to be told of it, if nothing of it is kept. */
    private static final Duration PASSING = Duration.ofSeconds(2);

    private final KafkaSettings kafka;
    private final Settings settings;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<SessionTable.Effect.Owned>> awaited = new ConcurrentHashMap<>();
    private final Thread starter =
            Thread.ofPlatform().daemon().name("mqtt-sessions-start").unstarted(this::begin);
    private volatile @Nullable SessionWriter writer;
    private volatile @Nullable SessionReader reader;
    private volatile boolean stopping;
    private String complaint = "";
    private long nextTouch;
    private long nextSweep;

    /**
     * @param topic where sessions are
     * @param node this gateway's name among all of the cluster, the same when it is started again
     * @param patience how long a client waits until its session is known
     * @param most so many sessions are kept at most
     */
    public record Settings(String topic, String node, Duration patience, int most) {}

    public KafkaSessions(KafkaSettings kafka, Settings settings) {
        this.kafka = kafka;
        this.settings = settings;
    }

    /** Returns at once; clients are let in when the log has been read. */
    public void start() {
        starter.start();
    }

    /** Blocks up to {@code patience} until what waits is written. */
    public void stop(Duration patience) {
        stopping = true;
        starter.interrupt();
        SessionWriter writing = writer;
        if (writing != null) {
            writing.stop(patience);
        }
        SessionReader reading = reader;
        if (reading != null) {
            reading.stop();
        }
    }

    /** Sessions that are kept, of all gateways. */
    public int size() {
        SessionReader reading = reader;
        return reading == null ? 0 : reading.size();
    }

    /** What waits to be written. */
    public int waiting() {
        SessionWriter writing = writer;
        return writing == null ? 0 : writing.waiting();
    }

    public boolean isReady() {
        SessionReader reading = reader;
        return reading != null && reading.isCaughtUp();
    }

    private void begin() {
        while (!stopping) {
            try (Admin admin = Admin.create(kafka.admin())) {
                int partitions = SessionTopic.ensure(admin, settings.topic, kafka.durability());
                SessionReader reading =
                        new SessionReader(kafka.reader(), settings.topic, partitions, this::told, this::turn);
                SessionWriter writing = new SessionWriter(
                        kafka.transactional("freshet-mqtt-" + settings.node),
                        new SessionLog(settings.topic, partitions));
                writer = writing;
                reader = reading;
                writing.start();
                reading.start();
                return;
            } catch (KafkaException e) {
                if (!String.valueOf(e.getMessage()).equals(complaint)) {
                    complaint = String.valueOf(e.getMessage());
                    LOG.errorf(
                            "The topic of MQTT sessions cannot be used, and clients that want a session are not let in until it can."
                                    + " topic=%s reason=%s",
                            settings.topic, complaint);
                }
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public @Nullable Lease held(String client) {
        return leases.get(client);
    }

    @Override
    public CompletionStage<Opened> open(Arrival arrival) {
        SessionReader reading = reader;
        boolean isNew = reading != null && reading.isCaughtUp() && arrival.isKept();
        if (isNew && reading.size() >= settings.most && held(arrival.client()) == null) {
            return CompletableFuture.completedFuture(new Opened.Unavailable("as many sessions are kept as may be"));
        }
        Lease lease = new Lease(
                arrival.client(), random.nextLong(), arrival.expirySeconds(), arrival.isKept(), arrival.onLost());
        Lease before = leases.put(arrival.client(), lease);
        if (before != null) {
            before.lose();
        }
        return arrival.isKept() ? takeOver(arrival, lease) : announce(lease);
    }

    private CompletionStage<Opened> takeOver(Arrival arrival, Lease lease) {
        SessionRecord takeover = new SessionRecord.Takeover(lease.nonce(), arrival.clean(), arrival.expirySeconds());
        return readBack(lease, takeover, settings.patience).handle((owned, failure) -> {
            if (failure != null) {
                leases.remove(arrival.client(), lease);
                return new Opened.Unavailable("the brokers do not answer");
            }
            return new Opened.Ready(lease, owned.present());
        });
    }

    /** What was before is over, and others are told. Whoever wants nothing kept is let in even if they cannot be. */
    private CompletionStage<Opened> announce(Lease lease) {
        return readBack(lease, new SessionRecord.Transient(lease.nonce()), PASSING)
                .handle((owned, failure) -> new Opened.Ready(lease, false));
    }

    private CompletableFuture<SessionTable.Effect.Owned> readBack(
            Lease lease, SessionRecord record, Duration patience) {
        CompletableFuture<SessionTable.Effect.Owned> read = new CompletableFuture<>();
        awaited.put(lease.nonce(), read);
        write(new Step.Word(lease.client(), record, stored -> {
            if (!stored) {
                read.completeExceptionally(new KafkaException("The takeover could not be written"));
            }
        }));
        return read.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((owned, failure) -> awaited.remove(lease.nonce()));
    }

    @Override
    public void store(Lease lease, int packetId, OutgoingRecord event, Consumer<Boolean> settled) {
        write(new Step.Store(lease, packetId, event, settled));
    }

    @Override
    public void release(Lease lease, int packetId, Consumer<Boolean> settled) {
        write(new Step.Release(lease, packetId, settled));
    }

    @Override
    public void close(Lease lease, long expirySeconds) {
        if (leases.remove(lease.client(), lease) && lease.isKept()) {
            write(
                    expirySeconds > 0
                            ? new Step.Tell(lease, false, expirySeconds, KafkaSessions::nobody)
                            : new Step.Word(
                                    lease.client(), new SessionRecord.Over(lease.nonce()), KafkaSessions::nobody));
        }
    }

    /** Waits for a step to be settled. */
    private static void nobody(boolean stored) {}

    private void write(Step step) {
        SessionWriter writing = writer;
        if (writing == null) {
            step.settled().accept(false);
        } else {
            writing.add(step);
        }
    }

    /** Reading thread. */
    private void told(SessionLog.Read read, SessionTable.Effect effect) {
        Lease lease = leases.get(read.client());
        switch (effect) {
            case SessionTable.Effect.Owned owned -> owned(lease, owned);
            case SessionTable.Effect.Stale ignored -> {
                // What stands last under a key is what compaction keeps.
                if (lease != null && lease.isOpened() && lease.isKept()) {
                    write(new Step.Word(
                            lease.client(),
                            new SessionRecord.Takeover(lease.nonce(), false, lease.expirySeconds()),
                            KafkaSessions::nobody));
                    write(new Step.Tell(lease, true, null, KafkaSessions::nobody));
                }
            }
            case SessionTable.Effect.Taken ignored -> {}
        }
    }

    private void owned(@Nullable Lease lease, SessionTable.Effect.Owned owned) {
        if (lease != null && lease.nonce() == owned.nonce()) {
            if (!lease.isOpened()) {
                lease.open(owned.state());
            }
        } else if (lease != null && lease.isOpened() && leases.remove(lease.client(), lease)) {
            LOG.debug("A client's session was taken over by another gateway");
            lease.lose();
        }
        CompletableFuture<SessionTable.Effect.Owned> waiting = awaited.remove(owned.nonce());
        if (waiting != null) {
            waiting.complete(owned);
        }
    }

    /** Says now and then which sessions have connections, and ends those that are over. Reading thread. */
    private void turn(SessionTable table, long millis) {
        if (nextTouch == 0) {
            nextTouch = millis + SessionState.TOUCH.toMillis();
            nextSweep = millis;
        }
        if (millis >= nextTouch) {
            nextTouch = millis + SessionState.TOUCH.toMillis();
            leases.values().stream()
                    .filter(Lease::isKept)
                    .forEach(lease -> write(new Step.Tell(lease, true, null, KafkaSessions::nobody)));
        }
        if (millis >= nextSweep && isReady()) {
            // Not all gateways at once: the first one's word spares the others theirs.
            nextSweep = millis + 30_000 + random.nextInt(60_000);
            table.over(
                    millis,
                    (client, owner) ->
                            write(new Step.Word(client, new SessionRecord.Over(owner), KafkaSessions::nobody)));
        }
    }
}
