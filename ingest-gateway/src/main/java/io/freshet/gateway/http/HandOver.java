package io.freshet.gateway.http;

import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.outcome.Posted;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.gateway.publish.UnderWay;
import io.freshet.model.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands the records of one request to the sink: all of them if there is room for all, else none. What fails at once keeps later
 * records of its key back, so that they cannot overtake it.
 */
final class HandOver {
    private final UnderWay way;
    private final List<Posted> events;
    private final List<@Nullable OutgoingRecord> records;
    private final long bytes;

    HandOver(UnderWay way, Envelopes.Batch batch) {
        this.way = way;
        this.events = batch.events();
        this.records = batch.records();
        this.bytes = batch.bytes();
    }

    /**
     * @param whenSettled is called once, when every record is durable or given up, on any thread; it gets what works out the answer,
     *     so that this need not be done on the thread that waits for the next acknowledgements
     */
    void run(Consumer<Supplier<Answer>> whenSettled) {
        Ledger[] self = new Ledger[1];
        boolean room = take();
        Ledger ledger = new Ledger(events.size(), () -> {
            if (room) {
                giveBack();
            }
            whenSettled.accept(() -> Answer.of(Posted.outcomes(events, self[0])));
        });
        self[0] = ledger;
        if (room) {
            publish(ledger);
        } else {
            for (int i = 0; i < events.size(); i++) {
                ledger.failed(i, Reason.OVERLOADED);
            }
        }
    }

    private void publish(Ledger ledger) {
        Set<String> failedKeys = new HashSet<>(0);
        for (int i = 0; i < records.size(); i++) {
            String key = events.get(i).key();
            Reason failure = key != null && failedKeys.contains(key) ? Reason.EARLIER_EVENT_FAILED : publish(i, ledger);
            if (failure != null) {
                ledger.failed(i, failure);
                if (key != null) {
                    failedKeys.add(key);
                }
            }
        }
    }

    /** @return why the record was not even handed over, or failed at once */
    private @Nullable Reason publish(int index, Ledger ledger) {
        OutgoingRecord out = records.get(index);
        if (out == null) {
            Reason postponed = events.get(index).postponed();
            return postponed == null ? Reason.REGISTRY_UNAVAILABLE : postponed;
        }
        if (way.sink().state(out.topic()) != EventSink.State.READY) {
            return Reason.BROKER_UNAVAILABLE;
        }
        way.sink().publish(out, ledger, index);
        return ledger.failure(index);
    }

    private boolean take() {
        if (!way.records().tryTake(records.size())) {
            return false;
        }
        if (!way.bytes().tryTake(bytes)) {
            way.records().giveBack(records.size());
            return false;
        }
        return true;
    }

    private void giveBack() {
        way.records().giveBack(records.size());
        way.bytes().giveBack(bytes);
        way.pacing().eased();
    }
}
