package io.freshet.processor.dedupe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for (type, source, id). The first half of SHA-256: a faster hash that is not made against enemies would
 * let a sender choose ids that erase another's events. One per stream task; not safe for several threads.
 */
public final class EventHash {
    public static final int BYTES = 16;

    private final MessageDigest sha256;

    public EventHash() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Each part with its length before it: no two triples have the same bytes. */
    public byte[] of(String type, String source, String id) {
        add(type);
        add(source);
        add(id);
        return ByteBuffer.allocate(BYTES).put(sha256.digest(), 0, BYTES).array();
    }

    private void add(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        sha256.update(
                new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length});
        sha256.update(bytes);
    }
}
