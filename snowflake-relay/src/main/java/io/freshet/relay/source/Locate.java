package io.freshet.relay.source;

import io.freshet.relay.cut.CommitNote;
import io.freshet.relay.cut.CommitNotes;
import io.freshet.relay.cut.ObjectKeys;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Standing;
import io.freshet.relay.manifest.Manifest;
import io.freshet.relay.manifest.Manifest.ManifestUnavailableException;
import io.freshet.relay.source.Broker.Bounds;
import io.freshet.relay.source.Broker.BrokerUnavailableException;
import io.freshet.relay.source.Outcome.Done;
import io.freshet.relay.source.Outcome.Retry;
import io.freshet.relay.source.Outcome.Stop;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import io.freshet.relay.store.Stores;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Where a partition stands: by its commit, if that bears the topic's present id; else by the manifest or the store, whichever
 * is further; else at the log's start. Workers only.
 */
final class Locate {
    private static final Logger LOG = Logger.getLogger(Locate.class);

    private final Broker broker;
    private final Manifest manifest;
    private final Stores stores;
    private final TopicRules rules;
    private final Salvage salvage;

    Locate(Broker broker, Manifest manifest, Stores stores, TopicRules rules, Salvage salvage) {
        this.broker = broker;
        this.manifest = manifest;
        this.stores = stores;
        this.rules = rules;
        this.salvage = salvage;
    }

    /**
     * Where it stands. By the epochs the broker can tell whether it has lost what was relayed.
     *
     * @param epoch of the record before the committed offset
     * @param intended of the last record of the pending range
     */
    record Located(Standing standing, Optional<Integer> epoch, Optional<Integer> intended) {
        Located(Standing standing, Optional<Integer> epoch) {
            this(standing, epoch, Optional.empty());
        }
    }

    Outcome<Located> locate(TopicPartition partition)
            throws BrokerUnavailableException, ManifestUnavailableException, StoreUnavailableException {
        Optional<String> topicId = broker.topicId(partition.topic());
        if (topicId.isEmpty()) {
            return new Retry<>("there is no such topic now, or it may not be seen");
        }
        Origin origin = new Origin(partition.topic(), topicId.get(), partition.partition());
        Optional<OffsetAndMetadata> committed = broker.committed(partition);
        Optional<CommitNote> note =
                committed.flatMap(c -> CommitNotes.read(partition.topic(), partition.partition(), c.metadata()));
        if (note.isPresent() && note.get().topicId().equals(origin.topicId())) {
            return byCommit(origin, committed.get(), note.get(), broker.bounds(partition));
        }
        if (note.isPresent() && note.get() instanceof CommitNote.Pending pending) {
            Outcome<Boolean> salvaged = salvage.salvage(pending.intent());
            if (!(salvaged instanceof Done)) {
                return Outcome.failed(salvaged);
            }
        }
        OptionalLong byHand = note.isEmpty() && committed.isPresent()
                ? OptionalLong.of(committed.get().offset())
                : OptionalLong.empty();
        return byBooks(origin, byHand, broker.bounds(partition));
    }

    private static Outcome<Located> byCommit(Origin origin, OffsetAndMetadata commit, CommitNote note, Bounds log) {
        long committed = commit.offset();
        Optional<Integer> epoch = commit.leaderEpoch();
        return switch (note) {
            case CommitNote.Pending(var intent, var intended) -> {
                boolean sound = intent.range().from() <= committed
                        && committed < intent.range().until();
                yield sound
                        ? new Done<>(new Located(new Standing.Unfinished(intent, committed), epoch, intended))
                        : new Stop<>("the pending intent " + intent.range() + " does not belong to the commit at "
                                + committed);
            }
            case CommitNote.Settled settled ->
                settled.from() > committed
                        ? new Stop<>(
                                "the commit at " + committed + " says that the next range begins at " + settled.from())
                        : within(
                                log,
                                committed,
                                new Located(new Standing.Settled(origin, settled.from(), committed), epoch));
        };
    }

    /**
     * @param byHand an offset that a person committed with another tool: taken where it leads forward, past records that are lost
     *     or unwanted; never back, because what was written would be written again
     */
    private Outcome<Located> byBooks(Origin origin, OptionalLong byHand, Bounds log)
            throws ManifestUnavailableException, StoreUnavailableException {
        OptionalLong recorded = manifest.highWater(origin);
        OptionalLong listed = listed(origin);
        if (recorded.isEmpty() && listed.isEmpty() && byHand.isEmpty()) {
            return new Done<>(new Located(new Standing.Fresh(origin, log.start()), Optional.empty()));
        }
        long start = Math.max(Math.max(recorded.orElse(0), listed.orElse(0)), byHand.orElse(0));
        LOG.warnf(
                "No commit of ours: going on where manifest, store or a person say: topic=%s partition=%d offset=%d"
                        + " manifest=%s store=%s person=%s",
                origin.topic(), origin.partition(), start, recorded, listed, byHand);
        return within(log, start, new Located(new Standing.Fresh(origin, start), Optional.empty()));
    }

    private OptionalLong listed(Origin origin) throws StoreUnavailableException {
        AtomicLong furthest = new AtomicLong(-1);
        ObjectKeys keys = rules.of(origin.topic()).keys();
        stores.configured()
                .list(
                        keys.folder(origin),
                        key -> keys.until(origin, key).ifPresent(until -> furthest.accumulateAndGet(until, Math::max)));
        return furthest.get() < 0 ? OptionalLong.empty() : OptionalLong.of(furthest.get());
    }

    private static Outcome<Located> within(Bounds log, long position, Located standing) {
        if (position < log.start()) {
            return new Stop<>("records are lost: the log begins at " + log.start() + ", the relay had come to "
                    + position + " (longer retention, or a relay that was down too long)");
        }
        if (position > log.end()) {
            return new Stop<>("the log ends at " + log.end() + ", before what was relayed (" + position
                    + "): the broker has lost records");
        }
        return new Done<>(standing);
    }
}
