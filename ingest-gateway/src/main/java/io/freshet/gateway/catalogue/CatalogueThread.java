package io.freshet.gateway.catalogue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The one thread that asks the registry: every so often for all types, and at once for a type that a request names and nobody knows.
 * Names that the registry does not know are remembered for a moment, and both they and the names that wait are bounded, so that
 * made-up names cost the registry little.
 */
public final class CatalogueThread {
    private static final Logger LOG = Logger.getLogger(CatalogueThread.class);
    private static final int MOST_REMEMBERED = 1024;
    private static final int MOST_WAITING = 64;

    private final TypeCatalogue catalogue;
    private final Settings settings;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("type-catalogue").factory());
    private final ConcurrentMap<String, CompletableFuture<Lookup>> waiting = new ConcurrentHashMap<>();
    private final Map<String, Long> unknownUntil = new LinkedHashMap<>();

    /**
     * @param refresh how often all types are asked for
     * @param retry how often, as long as they could not be read once
     * @param remember how long a name stays unknown without being asked for again
     * @param patience how long a request waits for the registry
     */
    public record Settings(Duration refresh, Duration retry, Duration remember, Duration patience) {}

    public CatalogueThread(TypeCatalogue catalogue, Settings settings, InstantSource clock) {
        this.catalogue = catalogue;
        this.settings = settings;
        this.clock = clock;
    }

    public void start() {
        thread.execute(this::refresh);
    }

    public void stop() {
        thread.shutdownNow();
    }

    /** Any thread; never blocks. The stage completes on another thread, never exceptionally, within the patience. */
    public CompletionStage<Lookup> lookup(String name) {
        if (!catalogue.mayServe(name) || isRememberedUnknown(name)) {
            return CompletableFuture.completedFuture(new Lookup.Unknown());
        }
        if (waiting.size() >= MOST_WAITING) {
            return CompletableFuture.completedFuture(new Lookup.Unavailable());
        }
        return waiting.computeIfAbsent(name, this::enqueue);
    }

    /** How many unknown names are remembered. */
    public int remembered() {
        synchronized (unknownUntil) {
            return unknownUntil.size();
        }
    }

    private CompletableFuture<Lookup> enqueue(String name) {
        CompletableFuture<Lookup> answer = new CompletableFuture<Lookup>()
                .completeOnTimeout(new Lookup.Unavailable(), settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        thread.execute(() -> answer(name, answer));
        return answer;
    }

    private void answer(String name, CompletableFuture<Lookup> answer) {
        Lookup found = new Lookup.Unavailable();
        try {
            found = catalogue.look(name);
            if (found instanceof Lookup.Unknown) {
                rememberUnknown(name);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "Asking for an event type failed unexpectedly. topic=%s", name);
        } finally {
            waiting.remove(name);
            answer.complete(found);
        }
    }

    private void refresh() {
        try {
            catalogue.refresh();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Refreshing the event types failed unexpectedly; it goes on");
        } finally {
            Duration next = catalogue.isLoaded() ? settings.refresh() : settings.retry();
            ScheduledFuture<?> unused = thread.schedule(this::refresh, next.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean isRememberedUnknown(String name) {
        synchronized (unknownUntil) {
            Long until = unknownUntil.get(name);
            if (until != null && until <= clock.millis()) {
                unknownUntil.remove(name);
                return false;
            }
            return until != null;
        }
    }

    private void rememberUnknown(String name) {
        synchronized (unknownUntil) {
            if (unknownUntil.size() >= MOST_REMEMBERED) {
                unknownUntil.remove(unknownUntil.keySet().iterator().next());
            }
            unknownUntil.put(name, clock.millis() + settings.remember().toMillis());
        }
    }
}
