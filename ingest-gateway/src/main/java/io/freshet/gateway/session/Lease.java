package io.freshet.gateway.session;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A client's session while a connection of this gateway has it. What was received lives on the connection's event loop; what is stored
 * lives on the thread that writes; the rest may be read by any.
 */
public final class Lease {
    private final String client;
    private final long nonce;
    private final long expirySeconds;
    private final boolean kept;
    private final Runnable onLost;
    private final BitSet received = new BitSet();
    private final BitSet stored = new BitSet();
    private volatile long birth;
    private long receivedCount;
    private long storedCount;
    private volatile boolean lost;
    private volatile boolean opened;

    /**
     * @param kept whether anything of it outlives the connection
     * @param onLost is called once, on any thread, when somebody else has taken the session over
     */
    public Lease(String client, long nonce, long expirySeconds, boolean kept, Runnable onLost) {
        this.client = client;
        this.nonce = nonce;
        this.expirySeconds = expirySeconds;
        this.kept = kept;
        this.onLost = onLost;
        this.birth = nonce;
    }

    public String client() {
        return client;
    }

    public long nonce() {
        return nonce;
    }

    public long birth() {
        return birth;
    }

    public boolean isKept() {
        return kept;
    }

    public long expirySeconds() {
        return expirySeconds;
    }

    /** Whether its own takeover has been read back: from then on another's is later than it. */
    public boolean isOpened() {
        return opened;
    }

    public boolean isLost() {
        return lost;
    }

    public void lose() {
        if (!lost) {
            lost = true;
            onLost.run();
        }
    }

    /** What the log said at the takeover; before anything else is done with it. Reading thread. */
    public void open(@Nullable SessionState state) {
        if (state != null) {
            birth = state.birth();
            receivedCount = state.received();
            storedCount = state.received();
            for (int id : state.unreleased()) {
                received.set(id);
                stored.set(id);
            }
        }
        opened = true;
    }

    /** Whether a QoS 2 message with this packet id came before and is not released. Event loop. */
    public boolean isReceived(int packetId) {
        return received.get(packetId);
    }

    /** @return how many there were before it in this session. Event loop */
    public long receive(int packetId) {
        received.set(packetId);
        return receivedCount++;
    }

    /** Event loop. */
    public void release(int packetId) {
        received.clear(packetId);
    }

    /** A QoS 2 message that came to nothing: its packet id is free, as if it had not come. Event loop. */
    public void forget(int packetId) {
        received.clear(packetId);
    }

    /** How many packet ids wait for their release. Event loop. */
    public int unreleased() {
        return received.cardinality();
    }

    /** Writing thread; to be taken back if what was written is not stored after all. */
    public void store(int packetId) {
        stored.set(packetId);
        storedCount++;
    }

    /** Writing thread. */
    public void unstore(int packetId) {
        stored.clear(packetId);
        storedCount--;
    }

    /** Writing thread. */
    public void storeRelease(int packetId) {
        stored.clear(packetId);
    }

    /** Writing thread. */
    public void unstoreRelease(int packetId) {
        stored.set(packetId);
    }

    /** The whole of what is stored. Writing thread. */
    public SessionRecord.Told told(boolean connected, long expiry) {
        return new SessionRecord.Told(
                nonce, birth, storedCount, expiry, connected, stored.stream().toArray());
    }
}
