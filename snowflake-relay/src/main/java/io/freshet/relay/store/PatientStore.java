package io.freshet.relay.store;

import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * A store whose passing faults are tried again a few times, with jitter, and whose requests end at a limit even where the client forgets
 * its own. A create-only write may be repeated: where the first one was stored and its answer lost, the second finds the key taken, and
 * whoever asked compares what is there. What a person must mend is said at once.
 */
public final class PatientStore implements ObjectStore {
    private final ObjectStore store;
    private final TypedGuard<Object> guard;

    /**
     * How patient.
     *
     * @param attempts of one request, from 1
     * @param delay before each further one, and as much again by chance
     * @param limit of one attempt: over the client's own, which says more when it strikes
     */
    public record Patience(int attempts, Duration delay, Duration limit) {
        public Patience {
            if (attempts < 1 || delay.isNegative() || limit.toMillis() <= 0) {
                throw new IllegalArgumentException("attempts from 1, a delay, and a limit that is positive");
            }
        }

        /** For a client with this time limit of its own. */
        public static Patience over(Duration timeout, int attempts) {
            return new Patience(attempts, Duration.ofMillis(100), timeout.plusSeconds(5));
        }
    }

    public PatientStore(ObjectStore store, Patience patience) {
        this.store = store;
        this.guard = TypedGuard.create(Object.class)
                .withRetry()
                .maxRetries(patience.attempts() - 1)
                .delay(patience.delay().toMillis(), ChronoUnit.MILLIS)
                .jitter(patience.delay().toMillis(), ChronoUnit.MILLIS)
                .whenException(PatientStore::passes)
                .done()
                .withTimeout()
                .duration(patience.limit().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    private static boolean passes(Throwable failure) {
        return failure instanceof StoreUnavailableException unavailable && unavailable.passing();
    }

    @Override
    public String uri() {
        return store.uri();
    }

    @Override
    public PutOutcome create(String key, byte[] bytes, FileFacts facts) throws StoreUnavailableException {
        return PutOutcome.class.cast(guarded(() -> store.create(key, bytes, facts)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Optional<StoredFile> head(String key) throws StoreUnavailableException {
        return (Optional<StoredFile>) guarded(() -> store.head(key));
    }

    @Override
    public void list(String prefix, Consumer<String> each) throws StoreUnavailableException {
        guarded(() -> {
            store.list(prefix, each);
            return true;
        });
    }

    private Object guarded(Callable<Object> request) throws StoreUnavailableException {
        try {
            return guard.call(request);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (Exception e) {
            throw new StoreUnavailableException("no answer from " + uri() + ": " + e.getMessage(), e);
        }
    }
}
