package io.freshet.gateway.admission;

import io.freshet.model.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells genuine signatures from others. What is signed is the text
 *
 * <pre>
 * freshet-hmac-sha256-v1
 * METHOD
 * path and query exactly as in the request line
 * seconds since 1970
 * nonce
 * SHA-256 of the body's bytes as sent, lower-case hex
 * </pre>
 *
 * with a line feed between the lines and none at the end. Any thread.
 */
public final class Signatures {
    private static final String VERSION = "freshet-hmac-sha256-v1";

    private final Duration window;
    private final ReplayGuard guard;
    private final InstantSource clock;

    /** @param window how far a sender's clock may be off, either way */
    public Signatures(Duration window, ReplayGuard guard, InstantSource clock) {
        this.window = window;
        this.guard = guard;
        this.clock = clock;
    }

    /** What is signed of a request. */
    public static String text(String head, long timestamp, String nonce, byte[] body, int length) {
        var digest = KeyHash.sha256();
        digest.update(body, 0, length);
        return VERSION
                + '\n'
                + head
                + '\n'
                + timestamp
                + '\n'
                + nonce
                + '\n'
                + HexFormat.of().formatHex(digest.digest());
    }

    /** Whether it is worth while to wait for the body; null if it is. */
    Decision.@Nullable Denied problem(Credentials.Signed signed) {
        long now = seconds();
        if (Math.abs(Math.subtractExact(now, Math.clamp(signed.timestamp(), 0, 1L << 40))) > window.toSeconds()) {
            return Decision.Denied.of(
                    Reason.STALE_SIGNATURE,
                    "The signature's time is more than %d seconds from the gateway's, which is %d."
                            .formatted(window.toSeconds(), now));
        }
        return null;
    }

    /** Whether the signature is genuine and new; null if it is. */
    Decision.@Nullable Denied problem(Credentials.Signed signed, List<SigningSecret> secrets, byte[] body, int length) {
        String text = text(signed.head(), signed.timestamp(), signed.nonce(), body, length);
        if (secrets.stream().noneMatch(s -> s.signed(text, signed.mac()))) {
            return Decision.Denied.of(Reason.INVALID_SIGNATURE, "The signature does not fit the request.");
        }
        return switch (guard.use(signed.mac(), signed.timestamp() + window.toSeconds(), seconds())) {
            case FIRST -> null;
            case REPLAYED ->
                Decision.Denied.of(
                        Reason.REPLAYED_SIGNATURE,
                        "The signature was used before; sign every try with a nonce of its own.");
            case FULL ->
                new Decision.Denied(
                        Reason.OVERLOADED,
                        "The gateway remembers as many signatures as it may; send the same again.",
                        1,
                        List.of());
        };
    }

    private long seconds() {
        return clock.instant().getEpochSecond();
    }
}
