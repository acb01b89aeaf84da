package io.freshet.relay.source;

import io.freshet.relay.cut.Intent;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.manifest.Manifest.ManifestUnavailableException;
import io.freshet.relay.source.Outcome.Done;
import io.freshet.relay.source.Outcome.Retry;
import io.freshet.relay.store.FileFacts;
import io.freshet.relay.store.ObjectStore;
import io.freshet.relay.store.ObjectStore.StoreUnavailableException;
import io.freshet.relay.store.ObjectStore.StoredFile;
import io.freshet.relay.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The last file of a topic that is gone: taken into the books where it was stored; its records cannot be read again. Whoever intended it may
 * still be storing it, so it is waited for as long as one PUT may take before anybody is alarmed. Workers only.
 */
final class Salvage {
    private static final Logger LOG = Logger.getLogger(Salvage.class);

    private final Stores stores;
    private final Finish finish;
    private final InstantSource clock;
    private final Duration patience;
    private final RelayObserver observer;
    /** At most one for each owned partition: an entry goes when its wait ends. */
    private final Map<String, Instant> missedSince = new ConcurrentHashMap<>();

    Salvage(Stores stores, Finish finish, InstantSource clock, Duration patience, RelayObserver observer) {
        this.stores = stores;
        this.finish = finish;
        this.clock = clock;
        this.patience = patience;
        this.observer = observer;
    }

    /** Done once the file is in the books, or given up with an alarm. */
    Outcome<Boolean> salvage(Intent intent) throws StoreUnavailableException, ManifestUnavailableException {
        Optional<ObjectStore> store = stores.named(intent.store());
        Optional<StoredFile> stored =
                store.isEmpty() ? Optional.empty() : store.get().head(intent.key());
        Outcome<FileFacts> recorded = finish.record(intent, stored, new Claim(), Duration.ZERO);
        if (recorded instanceof Done) {
            missedSince.remove(intent.key());
            return new Done<>(true);
        }
        Instant now = clock.instant();
        Instant since = missedSince.computeIfAbsent(intent.key(), key -> now);
        if (store.isPresent() && now.isBefore(since.plus(patience))) {
            return new Retry<>("the topic is another now, its last file may still be on its way: " + intent.key());
        }
        missedSince.remove(intent.key());
        alarm(intent);
        return new Done<>(false);
    }

    private void alarm(Intent intent) {
        Origin origin = intent.range().origin();
        observer.alarm(origin.topic(), origin.partition());
        LOG.errorf(
                "Records are lost, the topic was deleted before its last range was stored: topic=%s partition=%d"
                        + " range=%s",
                origin.topic(), origin.partition(), intent.range());
    }
}
