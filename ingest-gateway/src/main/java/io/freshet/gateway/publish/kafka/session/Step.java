package io.freshet.gateway.publish.kafka.session;

import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.gateway.session.Lease;
import io.freshet.gateway.session.SessionRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thing that is to be written, in the order in which it was asked for. */
sealed interface Step {
    /** Called once, on the writing thread: true when it is stored, false when it is not known to be. */
    Consumer<Boolean> settled();

    /** The client's session changes hands, or ends. */
    record Word(String client, SessionRecord record, Consumer<Boolean> settled) implements Step {}

    /** A message and its packet id. */
    record Store(Lease lease, int packetId, OutgoingRecord event, Consumer<Boolean> settled) implements Step {}

    /** A packet id is free again. */
    record Release(Lease lease, int packetId, Consumer<Boolean> settled) implements Step {}

    /**
     * The session as it is stored by then.
     *
     * @param expirySeconds null for what the client asked for when it came
     */
    record Tell(Lease lease, boolean connected, @Nullable Long expirySeconds, Consumer<Boolean> settled)
            implements Step {}
}
