package io.freshet.gateway.session;

import io.freshet.gateway.publish.OutgoingRecord;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where sessions are kept, for all replicas. Any thread; nothing blocks, and every callback comes on some other thread. */
public interface Sessions {

    /** How a client comes. */
    record Arrival(String client, boolean clean, long expirySeconds, Runnable onLost) {
        /** Whether its session outlives its connection. */
        public boolean isKept() {
            return expirySeconds > 0;
        }
    }

    /** What a client gets. */
    sealed interface Opened {
        /** @param present whether a session of before goes on */
        record Ready(Lease lease, boolean present) implements Opened {}

        /** Whether there is a session cannot be told now. */
        record Unavailable(String why) implements Opened {}
    }

    /**
     * Takes a client's session over from whoever has it, this gateway included. The stage completes within a bounded time and never
     * fails: when the takeover was read back from the log, so that all that an earlier owner stored is known.
     */
    CompletionStage<Opened> open(Arrival arrival);

    /**
     * Stores a QoS 2 message and its packet id, both or neither.
     *
     * @param settled gets true once they are stored, false if they are not known to be
     */
    void store(Lease lease, int packetId, OutgoingRecord event, Consumer<Boolean> settled);

    /**
     * Stores that a packet id is free again.
     *
     * @param settled as for {@link #store}
     */
    void release(Lease lease, int packetId, Consumer<Boolean> settled);

    /**
     * The connection has ended.
     *
     * @param expirySeconds how long the session is kept from now on; 0 ends it
     */
    void close(Lease lease, long expirySeconds);

    /** The lease that this gateway has for a client; null for none. */
    @Nullable
    Lease held(String client);
}
