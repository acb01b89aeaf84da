package io.freshet.relay.source;

import io.freshet.relay.cut.Intent;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.Encoding.SchemaUnavailable;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.encode.Formats;
import io.freshet.relay.manifest.Manifest;
import io.freshet.relay.manifest.Manifest.ManifestUnavailableException;
import io.freshet.relay.manifest.ManifestEntry;
import io.freshet.relay.source.Broker.BrokerUnavailableException;
import io.freshet.relay.source.Outcome.Done;
import io.freshet.relay.source.Outcome.Restart;
import io.freshet.relay.source.Outcome.Retry;
import io.freshet.relay.source.Outcome.Stop;
import io.freshet.relay.source.Rejections.RejectionsUnavailableException;
import io.freshet.relay.store.FileFacts;
import io.freshet.relay.store.ObjectStore;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import io.freshet.relay.store.ObjectStore.StoredFile;
import io.freshet.relay.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private final FileEncoder encoder;
    private final RangeReader reader;
    private final Rejections rejections;
    private final Broker broker;
    private final InstantSource clock;
    private final RelayObserver observer;

    Finish(
            Stores stores,
            Manifest manifest,
            FileEncoder encoder,
            RangeReader reader,
            Rejections rejections,
            Broker broker,
            InstantSource clock,
            RelayObserver observer) {
        this.stores = stores;
        this.manifest = manifest;
        this.encoder = encoder;
        this.reader = reader;
        this.rejections = rejections;
        this.broker = broker;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * Finishes the intent.
     *
     * @param file the bytes, where this relay encoded them; null to rebuild them from Kafka
     * @param firstTry nobody can have stored it yet but a stalled former owner: the create-only PUT itself will tell
     */
    Outcome<FileFacts> finish(Intent intent, @Nullable Encoded file, boolean firstTry, Claim claim)
            throws StoreUnavailableException, ManifestUnavailableException, RejectionsUnavailableException,
                    BrokerUnavailableException {
        Optional<ObjectStore> store = stores.named(intent.store());
        if (store.isEmpty()) {
            return new Stop<>("the pending intent names a store of an unknown kind: " + intent.store());
        }
        Instant began = clock.instant();
        boolean skipHead = firstTry && file != null;
        Optional<StoredFile> stored = skipHead ? Optional.empty() : store.get().head(intent.key());
        if (stored.isEmpty()) {
            Outcome<Encoded> bytes = file != null ? new Done<>(file) : rebuild(intent);
            if (!(bytes instanceof Done<Encoded>(Encoded encoded))) {
                return failed(bytes);
            }
            if (!claim.holds()) {
                return new Retry<>("no longer ours");
            }
            put(store.get(), intent, encoded);
            stored = store.get().head(intent.key());
        }
        return record(intent, stored, claim, Duration.between(began, clock.instant()));
    }

    /** The file of a topic that is gone: taken into the books where it was stored; its records cannot be read again. */
    void salvage(Intent intent) throws StoreUnavailableException, ManifestUnavailableException {
        Optional<ObjectStore> store = stores.named(intent.store());
        Optional<StoredFile> stored =
                store.isEmpty() ? Optional.empty() : store.get().head(intent.key());
        if (record(intent, stored, new Claim(), Duration.ZERO) instanceof Done) {
            return;
        }
        Range range = intent.range();
        alarm(range.origin(), "the topic was deleted before its last range was stored: " + range);
    }

    private void put(ObjectStore store, Intent intent, Encoded file)
            throws StoreUnavailableException, RejectionsUnavailableException {
        Origin origin = intent.range().origin();
        if (!file.poisonKept().get()) {
            rejections.publish(origin, file.poison());
            file.poisonKept().set(true);
            observer.rejected(origin.topic(), file.poison().size());
        }
        FileFacts facts = new FileFacts(
                intent.range(), file.rows(), file.rawBytes(), file.sha256(), intent.format(), intent.codec());
        ObjectStore.PutOutcome outcome = store.create(intent.key(), file.bytes(), facts);
        if (outcome == ObjectStore.PutOutcome.EXISTS) {
            observer.conflict();
        }
        LOG.debugf("Put: key=%s outcome=%s rows=%d", intent.key(), outcome, file.rows());
    }

    private Outcome<FileFacts> record(Intent intent, Optional<StoredFile> stored, Claim claim, Duration latency)
            throws ManifestUnavailableException {
        if (stored.isEmpty()) {
            return new Retry<>("the store does not show what it took: " + intent.key());
        }
        Optional<FileFacts> facts = stored.get().facts();
        if (facts.isEmpty() || !facts.get().range().equals(intent.range())) {
            return new Stop<>("the object at " + intent.key() + " is not the range that was intended, it says "
                    + facts.map(FileFacts::range));
        }
        if (!claim.holds()) {
            return new Retry<>("no longer ours");
        }
        manifest.record(
                new ManifestEntry(intent.store(), intent.key(), stored.get().bytes(), facts.get()));
        observer.stored(facts.get(), stored.get().bytes(), latency);
        return new Done<>(facts.get());
    }

    private Outcome<Encoded> rebuild(Intent intent) throws BrokerUnavailableException {
        if (!Formats.writable(intent.format(), intent.codec())) {
            return new Stop<>("the pending intent is of a format that this version doesn't write: " + intent.format()
                    + ", " + intent.codec());
        }
        Range range = intent.range();
        RangeReader.Found found = reader.read(range);
        Optional<String> topicId = broker.topicId(range.origin().topic());
        if (!topicId.equals(Optional.of(range.origin().topicId()))) {
            return new Restart<>("the topic was recreated while its pending range was read");
        }
        return switch (encoder.encode(range.origin(), found.records())) {
            case SchemaUnavailable(int id, String why) -> new Retry<>("schema " + id + ": " + why);
            case Encoded encoded -> {
                if (!found.complete() || found.records().isEmpty()) {
                    alarm(
                            range.origin(),
                            "a pending range could not be read whole: " + range + " rows=" + encoded.rows());
                }
                yield new Done<>(encoded);
            }
        };
    }

    private void alarm(Origin origin, String what) {
        observer.alarm(origin.topic(), origin.partition());
        LOG.errorf("Records may be lost, %s: topic=%s partition=%d", what, origin.topic(), origin.partition());
    }

    private static <T> Outcome<T> failed(Outcome<?> outcome) {
        return switch (outcome) {
            case Retry<?>(String why) -> new Retry<>(why);
            case Stop<?>(String why) -> new Stop<>(why);
            case Restart<?>(String why) -> new Restart<>(why);
            case Done<?> done -> throw new IllegalStateException("not a failure");
        };
    }
}
