package io.freshet.gateway.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that a caller shares with the gateway. It never shows itself. */
public final class SigningSecret {
    /** Shorter ones can be guessed. */
    public static final int LEAST_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    /** @throws IllegalArgumentException if the secret is too short */
    public SigningSecret(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException("is shorter than %d bytes".formatted(LEAST_BYTES));
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The HMAC-SHA-256 of a text in UTF-8. */
    public byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    boolean signed(String text, byte[] mac) {
        return MessageDigest.isEqual(sign(text), mac);
    }

    @Override
    public String toString() {
        return "SigningSecret";
    }
}
