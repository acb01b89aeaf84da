package io.freshet.gateway.admission;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * Remembers signatures for as long as they would be taken. When it is full it takes no new one, rather than forget one that could
 * then be used again. Any thread.
 */
public final class ReplayGuard {
    private final int bound;
    private final TreeMap<Long, Set<Mac>> byExpiry = new TreeMap<>();
    private int size;

    /** What became of a signature. */
    public enum Use {
        FIRST,
        REPLAYED,
        FULL
    }

    /** @param bound how many signatures are remembered */
    public ReplayGuard(int bound) {
        this.bound = bound;
    }

    /**
     * @param mac a signature that is genuine: a stranger can fill nothing here
     * @param expiry the second from which on it would not be taken anyway
     */
    synchronized Use use(byte[] mac, long expiry, long now) {
        while (!byExpiry.isEmpty() && byExpiry.firstKey() < now) {
            size -= byExpiry.pollFirstEntry().getValue().size();
        }
        Mac key = Mac.of(mac);
        Set<Mac> same = byExpiry.get(expiry);
        if (same != null && same.contains(key)) {
            return Use.REPLAYED;
        }
        if (size >= bound) {
            return Use.FULL;
        }
        byExpiry.computeIfAbsent(expiry, second -> new HashSet<>()).add(key);
        size++;
        return Use.FIRST;
    }

    public synchronized int size() {
        return size;
    }

    public int bound() {
        return bound;
    }

    /** Half of a signature tells it from all others. */
    private record Mac(long a, long b) {
        static Mac of(byte[] mac) {
            ByteBuffer bytes = ByteBuffer.wrap(mac);
            return new Mac(bytes.getLong(), bytes.getLong());
        }
    }
}
