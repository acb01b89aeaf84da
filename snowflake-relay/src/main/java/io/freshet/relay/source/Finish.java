package io.freshet.relay.source;

import io.freshet.relay.cut.Intent;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.manifest.Manifest;
import io.freshet.relay.manifest.Manifest.ManifestUnavailableException;
import io.freshet.relay.manifest.ManifestEntry;
import io.freshet.relay.source.Broker.BrokerUnavailableException;
import io.freshet.relay.source.Outcome.Done;
import io.freshet.relay.source.Outcome.Retry;
import io.freshet.relay.source.Outcome.Stop;
import io.freshet.relay.source.Rejections.RejectionsUnavailableException;
import io.freshet.relay.store.FileFacts;
import io.freshet.relay.store.ObjectStore;
import io.freshet.relay.store.ObjectStore.PutOutcome;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import io.freshet.relay.store.ObjectStore.StoredFile;
import io.freshet.relay.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Steps 3 and 4 for a committed intent: the object at the intent's key, then the manifest. The same for the owner who made
 * the intent and for one who found it. Can be repeated after any failure. Workers only.
 */
final class Finish {
    private static final Logger LOG = Logger.getLogger(Finish.class);

    private final Stores stores;
    private final Manifest manifest;
    private final Rebuild rebuild;
    private final Rejections rejections;
    private final Overlaps overlaps;
    private final InstantSource clock;
    private final RelayObserver observer;

    Finish(
            Stores stores,
            Manifest manifest,
            Rebuild rebuild,
            Rejections rejections,
            Overlaps overlaps,
            InstantSource clock,
            RelayObserver observer) {
        this.stores = stores;
        this.manifest = manifest;
        this.rebuild = rebuild;
        this.rejections = rejections;
        this.overlaps = overlaps;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * Finishes the intent.
     *
     * @param committed where the range's records begin; only markers lie between its {@code from} and here
     * @param file the bytes, where this relay encoded them; null to rebuild them from Kafka
     * @param firstTry nobody can have stored it yet but a stalled former owner: the create-only PUT itself will tell
     */
    Outcome<FileFacts> finish(Intent intent, long committed, @Nullable Encoded file, boolean firstTry, Claim claim)
            throws StoreUnavailableException, ManifestUnavailableException, RejectionsUnavailableException,
                    BrokerUnavailableException {
        Optional<ObjectStore> store = stores.named(intent.store());
        if (store.isEmpty()) {
            return new Stop<>("the pending intent names a store that is not configured: " + intent.store());
        }
        Instant began = clock.instant();
        boolean skipHead = firstTry && file != null;
        Optional<StoredFile> stored = skipHead ? Optional.empty() : store.get().head(intent.key());
        if (stored.isEmpty()) {
            Outcome<Encoded> bytes = file != null ? new Done<>(file) : rebuild.rebuild(intent, committed);
            if (!(bytes instanceof Done<Encoded>(Encoded encoded))) {
                return Outcome.failed(bytes);
            }
            if (!claim.holds()) {
                return new Retry<>("no longer ours");
            }
            PutOutcome outcome = put(store.get(), intent, encoded);
            if (outcome == PutOutcome.CREATED && !claim.holds()) {
                overlaps.look(store.get(), intent);
            }
            stored = store.get().head(intent.key());
        }
        return record(intent, stored, claim, Duration.between(began, clock.instant()));
    }

    /** Other files with records of this one's range: none, unless somebody deleted the group's offsets meanwhile. */
    List<String> lookForOverlaps(Intent intent) throws StoreUnavailableException {
        Optional<ObjectStore> store = stores.named(intent.store());
        return store.isEmpty() ? List.of() : overlaps.look(store.get(), intent);
    }

    private PutOutcome put(ObjectStore store, Intent intent, Encoded file)
            throws StoreUnavailableException, RejectionsUnavailableException {
        Origin origin = intent.range().origin();
        if (!file.poisonKept().get()) {
            rejections.publish(origin, file.poison());
            file.poisonKept().set(true);
            observer.rejected(origin.topic(), file.poison().size());
        }
        FileFacts facts = new FileFacts(
                intent.range(), file.rows(), file.rawBytes(), file.sha256(), intent.format(), intent.codec());
        PutOutcome outcome = store.create(intent.key(), file.bytes(), facts);
        if (outcome == PutOutcome.EXISTS) {
            observer.conflict();
        }
        LOG.debugf("Put: key=%s outcome=%s rows=%d", intent.key(), outcome, file.rows());
        return outcome;
    }

    /** Takes what the store has under the intent's key into the books, if it is what was intended. */
    Outcome<FileFacts> record(Intent intent, Optional<StoredFile> stored, Claim claim, Duration latency)
            throws ManifestUnavailableException {
        if (stored.isEmpty()) {
            return new Retry<>("the store does not show what it took: " + intent.key());
        }
        Optional<FileFacts> facts = stored.get().facts();
        Optional<Range> range = facts.map(FileFacts::range);
        if (!range.equals(Optional.of(intent.range()))) {
            return new Stop<>(
                    "the object at " + intent.key() + " is not the range that was intended, it says " + range);
        }
        if (!claim.holds()) {
            return new Retry<>("no longer ours");
        }
        manifest.record(
                new ManifestEntry(intent.store(), intent.key(), stored.get().bytes(), facts.get()));
        observer.stored(facts.get(), stored.get().bytes(), latency);
        return new Done<>(facts.get());
    }
}
