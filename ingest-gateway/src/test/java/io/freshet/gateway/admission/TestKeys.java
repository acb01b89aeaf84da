package io.freshet.gateway.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.gateway.privacy.Privacy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys and attempts for tests, and a clock that is set by hand. */
final class TestKeys {
    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    Instant now = START;
    final InstantSource clock = () -> now;
    final WallClock wall = new WallClock(clock);

    void pass(Duration time) {
        now = now.plus(time);
    }

    static KeyEntry web(QuotaLimits limits, QuotaLimits ofAddress) {
        return new KeyEntry(
                new Caller(
                        "web",
                        AllowList.of(List.of("shop-*")),
                        Set.of(Scope.WRITE),
                        Origins.of(List.of("https://shop.example.com")),
                        Privacy.DEFAULT,
                        TopicPermits.ALL),
                List.of(KeyHash.of("web-key")),
                List.of(),
                List.of(),
                List.of(),
                limits,
                ofAddress);
    }

    static KeyEntry till() {
        return new KeyEntry(
                new Caller(
                        "till",
                        AllowList.of(List.of("*")),
                        Set.of(Scope.WRITE, Scope.CLOSE),
                        Origins.NONE,
                        Privacy.DEFAULT,
                        TopicPermits.ALL),
                List.of(),
                List.of(new SigningSecret(SECRET)),
                List.of("dns:till-4.example.com", "sha256:" + "ab".repeat(32)),
                List.of("till-client"),
                QuotaLimits.UNLIMITED,
                QuotaLimits.UNLIMITED);
    }

    static Attempt attempt(Credentials credentials) {
        return attempt(credentials, null, "192.0.2.1", Scope.WRITE);
    }

    static Attempt attempt(Credentials credentials, @Nullable String origin, String address, Scope scope) {
        return new Attempt(credentials, origin, () -> address(address), scope, 100);
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
