package io.freshet.gateway.spool;

import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** A sink whose state is set by the test and which takes what it is given, or not, at once. */
final class KafkaStandIn implements EventSink {
    private final List<String> taken = new ArrayList<>();
    private final Map<String, State> topics = new ConcurrentHashMap<>();
    private volatile State state = State.UNAVAILABLE;
    private volatile Predicate<String> refuses = id -> false;

    void is(State now) {
        state = now;
    }

    /** One topic, other than the rest. */
    void is(String topic, State now) {
        topics.put(topic, now);
    }

    boolean isReachable() {
        return state != State.UNAVAILABLE;
    }

    void refuses(Predicate<String> ids) {
        refuses = ids;
    }

    synchronized List<String> taken() {
        return List.copyOf(taken);
    }

    @Override
    public State state(String topic) {
        return topics.getOrDefault(topic, state);
    }

    @Override
    public CompletionStage<State> prepare(String topic) {
        return CompletableFuture.completedFuture(state(topic));
    }

    @Override
    public void publish(OutgoingRecord record, Ledger ledger, int index) {
        if (refuses.test(record.id()) || state(record.topic()) != State.READY) {
            ledger.failed(index, Reason.BROKER_UNAVAILABLE);
            return;
        }
        synchronized (this) {
            taken.add(record.id());
        }
        ledger.durable(index);
    }
}
