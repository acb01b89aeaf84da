package io.freshet.gateway.ops;

import io.freshet.gateway.admission.Admission;
import io.freshet.gateway.admission.AdmitAnyone;
import io.freshet.gateway.admission.AdmitByKey;
import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.Origins;
import io.freshet.gateway.admission.ReplayGuard;
import io.freshet.gateway.admission.Signatures;
import io.freshet.gateway.admission.Tokens;
import io.freshet.gateway.admission.WallClock;
import io.freshet.gateway.door.Door;
import io.freshet.gateway.door.NetworkCookie;
import io.freshet.gateway.door.Networks;
import io.freshet.gateway.identity.IdentityProvider;
import io.freshet.gateway.identity.ProviderThread;
import io.freshet.gateway.privacy.Privacy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts together who decides about senders: by keys where there is a file of them, else everybody is let in. */
@Singleton
class AdmissionParts {
    private static final Logger LOG = Logger.getLogger(AdmissionParts.class);

    private final AdmissionConfig config;
    private final WallClock clock = new WallClock(InstantSource.system());
    private final ReplayGuard replays;
    private final @Nullable KeyFileWatch keys;
    private final @Nullable ProviderThread provider;
    private final Admission admission;
    private final Door door;

    AdmissionParts(AdmissionConfig config, MeterRegistry meters) {
        this.config = config;
        this.replays = new ReplayGuard(config.signatures());
        Path file = config.keys().orElse(null);
        this.keys = file == null ? null : new KeyFileWatch(file, clock);
        this.provider = config.oidc().jwks().isEmpty() ? null : new ProviderThread(provider(config), clock.clock());
        if (keys == null && provider != null) {
            throw new IllegalStateException(
                    "Impossible configuration: freshet.gateway.admission.oidc.jwks without freshet.gateway.admission.keys,"
                            + " which says what a token may do");
        }
        this.admission = keys == null ? anyone() : byKey(keys, meters);
        this.door = new Door(admission, Networks.of(config.proxies().orElse(List.of())), cookie(config.cookie()));
    }

    /** For every protocol. */
    Admission admission() {
        return admission;
    }

    /** For HTTP. */
    Door door() {
        return door;
    }

    boolean hasKeys() {
        return keys != null;
    }

    /** What is wrong with the file of keys; empty if nothing, or if there is none. */
    String problem() {
        return keys == null ? "" : keys.problem();
    }

    void start() {
        if (keys == null) {
            LOG.warn("Everybody is let in, because there are no keys: for development only"
                    + " (freshet.gateway.admission.keys names a file of keys)");
        } else {
            keys.start(config.reload());
        }
        if (provider != null) {
            provider.start();
        }
    }

    void stop() {
        if (keys != null) {
            keys.stop();
        }
        if (provider != null) {
            provider.stop();
        }
    }

    private Admission anyone() {
        AdmissionConfig.Anonymous anonymous = config.anonymous();
        Privacy usual = Privacy.DEFAULT;
        Privacy privacy = new Privacy(
                anonymous.address(), usual.onGpc(), usual.onDnt(), usual.onRefusal(), usual.consent(), List.of());
        return new AdmitAnyone(Caller.anonymous(Origins.of(anonymous.origins()), privacy));
    }

    private Admission byKey(KeyFileWatch from, MeterRegistry meters) {
        Tokens tokens = provider == null ? Tokens.NONE : provider.tokens();
        AdmitByKey byKey = new AdmitByKey(
                from::keys,
                tokens,
                new Signatures(config.signatureWindow(), replays, clock.clock()),
                config.addresses(),
                clock);
        Gauge.builder("freshet.gateway.keys", from, f -> f.keys().size())
                .description("Keys that are in force")
                .register(meters);
        Gauge.builder("freshet.gateway.keys.stale", from, f -> f.problem().isEmpty() ? 0 : 1)
                .description("1 while the file of keys cannot be read and older keys are in force")
                .register(meters);
        Gauge.builder("freshet.gateway.signatures", replays, ReplayGuard::size)
                .description("Signatures that are remembered")
                .register(meters);
        Gauge.builder("freshet.gateway.signatures.limit", replays, ReplayGuard::bound)
                .description("Signatures that are remembered: so many at most")
                .register(meters);
        Gauge.builder("freshet.gateway.addresses", byKey, AdmitByKey::addresses)
                .description("Addresses whose limits are remembered")
                .register(meters);
        Gauge.builder("freshet.gateway.addresses.limit", config, AdmissionConfig::addresses)
                .description("Addresses whose limits are remembered: so many at most")
                .register(meters);
        return byKey;
    }

    private static IdentityProvider provider(AdmissionConfig config) {
        AdmissionConfig.Oidc oidc = config.oidc();
        return new IdentityProvider(
                oidc.issuer().orElseThrow(() -> missing("issuer")),
                oidc.jwks().orElseThrow(() -> missing("jwks")),
                oidc.audience().orElseThrow(() -> missing("audience")),
                oidc.claim(),
                oidc.refresh());
    }

    private static IllegalStateException missing(String property) {
        return new IllegalStateException(
                "Impossible configuration: freshet.gateway.admission.oidc.%s is missing".formatted(property));
    }

    private static @Nullable NetworkCookie cookie(AdmissionConfig.Cookie config) {
        return config.enabled()
                ? new NetworkCookie(
                        config.name(),
                        config.age(),
                        config.domains().orElse(List.of()),
                        config.sameSite(),
                        () -> UUID.randomUUID().toString())
                : null;
    }
}
