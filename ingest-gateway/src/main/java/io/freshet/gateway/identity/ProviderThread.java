package io.freshet.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.admission.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Fetches the provider's keys, again and again and when asked to. Its own thread does all that blocks; what it has may be read by any. */
public final class ProviderThread {
    private static final Logger LOG = Logger.getLogger(ProviderThread.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long RETRY_MILLIS = 1_000;
    private static final int LONGEST = 1 << 20;
    private static final int OK = 200;

    private final IdentityProvider provider;
    private final InstantSource clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("identity-provider").factory());
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable ProviderKeys keys;
    private boolean complained;

    public ProviderThread(IdentityProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
    }

    public Tokens tokens() {
        return new ProviderTokens(provider, () -> keys, this::fetchSoon, clock);
    }

    public void start() {
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::fetch, 0, provider.refresh().toMillis(), TimeUnit.MILLISECONDS);
    }

    public void stop() {
        thread.shutdownNow();
        http.shutdownNow();
    }

    /** Whether tokens can be verified. */
    public boolean isReady() {
        return keys != null;
    }

    /** Once a second at most, whoever asks and how often: strangers can make up names of keys. */
    private void fetchSoon() {
        if (asked.compareAndSet(false, true)) {
            try {
                ScheduledFuture<?> unused = thread.schedule(
                        () -> {
                            fetch();
                            asked.set(false);
                        },
                        keys == null ? RETRY_MILLIS : 0,
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("Keys are not fetched any more, because the gateway stops");
            }
        }
    }

    private void fetch() {
        try {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(provider.jwks()).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    throw new IOException("status " + answer.statusCode());
                }
                ProviderKeys fetched = ProviderKeys.parse(new String(body.readNBytes(LONGEST), UTF_8), clock.instant());
                keys = fetched;
                complained = false;
                LOG.debugf("Keys of the identity provider were fetched. keys=%d", fetched.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | JoseException | RuntimeException e) {
            if (!complained) {
                LOG.warnf(
                        "The identity provider's keys cannot be fetched; those known go on for a day. reason=%s",
                        e.getMessage());
            }
            complained = true;
        }
    }
}
