package io.freshet.gateway.spool;

import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.OutgoingRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * To Kafka while it answers; to the spool while it does not, and for as long as earlier records of the same key are still there. A
 * Kafka that is slow is not away: then the bounds of what may be under way shed load, so that a disk does not hide an overload.
 */
public final class SpoolingEventSink implements EventSink {
    private final EventSink kafka;
    private final Predicate<String> isOutage;
    private final Spool spool;

    /** @param isOutage whether a topic that cannot be written to now will be by itself; what is spooled for another stays on disk */
    public SpoolingEventSink(EventSink kafka, Predicate<String> isOutage, Spool spool) {
        this.kafka = kafka;
        this.isOutage = isOutage;
        this.spool = spool;
    }

    @Override
    public State state(String topic) {
        return orSpool(kafka.state(topic), topic);
    }

    @Override
    public CompletionStage<State> prepare(String topic) {
        if (kafka.state(topic) == State.UNAVAILABLE && maySpool(topic)) {
            CompletionStage<State> unused = kafka.prepare(topic);
            return CompletableFuture.completedFuture(State.READY);
        }
        return kafka.prepare(topic).thenApply(state -> orSpool(state, topic));
    }

    @Override
    public void publish(OutgoingRecord record, Ledger ledger, int index) {
        if (spool.mustQueue(record) || kafka.state(record.topic()) == State.UNAVAILABLE) {
            spool.append(record, ledger, index);
        } else {
            kafka.publish(record, ledger, index);
        }
    }

    private State orSpool(State state, String topic) {
        return state == State.UNAVAILABLE && maySpool(topic) ? State.READY : state;
    }

    private boolean maySpool(String topic) {
        return spool.hasRoom() && isOutage.test(topic);
    }
}
