package io.freshet.gateway.spool;

import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.OutgoingRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * To Kafka while it answers; to the spool while it does not, and for as long as earlier records of the same key are still there. A
 * Kafka that is slow is not away: then the bounds of what may be under way shed load, so that a disk does not hide an overload.
 */
public final class SpoolingEventSink implements EventSink {
    private final EventSink kafka;
    private final Spool spool;

    public SpoolingEventSink(EventSink kafka, Spool spool) {
        this.kafka = kafka;
        this.spool = spool;
    }

    @Override
    public State state(String topic) {
        return orSpool(kafka.state(topic));
    }

    @Override
    public CompletionStage<State> prepare(String topic) {
        if (kafka.state(topic) == State.UNAVAILABLE && spool.hasRoom()) {
            CompletionStage<State> unused = kafka.prepare(topic);
            return CompletableFuture.completedFuture(State.READY);
        }
        return kafka.prepare(topic).thenApply(this::orSpool);
    }

    @Override
    public void publish(OutgoingRecord record, Ledger ledger, int index) {
        if (spool.mustQueue(record) || kafka.state(record.topic()) == State.UNAVAILABLE) {
            spool.append(record, ledger, index);
        } else {
            kafka.publish(record, ledger, index);
        }
    }

    private State orSpool(State state) {
        return state == State.UNAVAILABLE && spool.hasRoom() ? State.READY : state;
    }
}
