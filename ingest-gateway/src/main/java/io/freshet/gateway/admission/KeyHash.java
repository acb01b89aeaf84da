package io.freshet.gateway.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 of a write key. Keys are looked up by it, so that how long that takes tells nothing of a key. */
public record KeyHash(long a, long b, long c, long d) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** The hash of a key as it was presented. */
    public static KeyHash of(String presented) {
        return of(sha256().digest(presented.getBytes(UTF_8)));
    }

    /** @throws IllegalArgumentException if it is not 64 lower-case hex digits */
    public static KeyHash parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("is not 64 lower-case hex digits");
        }
        return of(HexFormat.of().parseHex(hex));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static KeyHash of(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new KeyHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    @Override
    public String toString() {
        return "KeyHash";
    }
}
