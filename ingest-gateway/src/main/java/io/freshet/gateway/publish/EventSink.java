package io.freshet.gateway.publish;

import io.freshet.gateway.outcome.Ledger;
import java.util.concurrent.CompletionStage;

/** Where records become durable. Every method may be called on an event loop: none blocks. */
public interface EventSink {

    /** Whether records can be handed over for a topic. */
    enum State {
        READY,
        /** Not known yet: {@link #prepare} tells when it is. */
        PREPARING,
        /** Known not to work now; the sink finds out by itself when it does again. */
        UNAVAILABLE
    }

    State state(String topic);

    /** Makes ready for a topic, within a bounded time; the stage completes on some other thread and never fails. */
    CompletionStage<State> prepare(String topic);

    /**
     * Hands a record over. Its index is settled in the ledger when the record is durable, or when it is given up after a bounded
     * time; records of one topic and key become durable in the order of these calls. The caller bounds what is under way.
     */
    void publish(OutgoingRecord record, Ledger ledger, int index);
}
