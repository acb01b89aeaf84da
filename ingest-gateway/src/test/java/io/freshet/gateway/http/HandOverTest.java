package io.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.admission.Budget;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.Ledger;
import io.freshet.gateway.outcome.Outcome;
import io.freshet.gateway.outcome.Posted;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.EventSink;
import io.freshet.gateway.publish.OutgoingRecord;
import io.freshet.gateway.publish.UnderWay;
import io.freshet.model.Reason;
import io.freshet.model.TimeFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HandOverTest {
    private final FakeSink sink = new FakeSink();
    private final Budget records = new Budget(3);
    private final Budget bytes = new Budget(10_000);
    private final List<Answer> answers = new ArrayList<>();

    @Test
    void answersOnlyWhenEveryRecordIsDurable() {
        post("a", "b");

        sink.settle(0, null);
        assertThat(answers).isEmpty();
        sink.settle(1, null);

        assertThat(answers).singleElement().extracting(Answer::status).isEqualTo(200);
    }

    @Test
    void requestThatDoesNotFitIsRefusedAtOnceAndNothingOfItIsHandedOver() {
        post("a", "b");
        post("c", "d");

        assertThat(sink.published).hasSize(2);
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.retry()).isEqualTo(2);
        });
    }

    @Test
    void bytesAreBoundedToo() {
        bytes.tryTake(9_900);

        post("a");

        assertThat(sink.published).isEmpty();
        assertThat(records.used()).isZero();
        assertThat(answers).singleElement().extracting(Answer::status).isEqualTo(429);
    }

    @Test
    void whatIsSettledMakesRoomAgain() {
        post("a", "b");
        sink.settle(0, null);
        sink.settle(1, Reason.BROKER_UNAVAILABLE);

        assertThat(records.used()).isZero();
        assertThat(bytes.used()).isZero();
    }

    @Test
    void recordThatFailsAtOnceKeepsLaterOnesOfItsKeyBack() {
        sink.failAtOnce = "a";

        post("a", "b", "a");
        sink.settle(0, null);

        assertThat(sink.published).extracting(OutgoingRecord::key).containsExactly("b");
        assertThat(reasons()).containsExactly("overloaded", "", "earlier-event-failed");
    }

    @Test
    void nothingIsHandedOverForATopicThatCannotBeWritten() {
        sink.state = EventSink.State.UNAVAILABLE;

        post("a");

        assertThat(sink.published).isEmpty();
        assertThat(reasons()).containsExactly("broker-unavailable");
    }

    @Test
    void rejectedEventWithoutEnvelopeIsToRetry() {
        new HandOver(gateway(), new Envelopes.Batch(List.of(new Posted("i", null, null)), nothing()))
                .run(settled -> answers.add(settled.get()));

        assertThat(reasons()).containsExactly("registry-unavailable");
    }

    private static List<@Nullable OutgoingRecord> nothing() {
        List<@Nullable OutgoingRecord> list = new ArrayList<>();
        list.add(null);
        return list;
    }

    private List<String> reasons() {
        return answers.getFirst().outcomes().stream()
                .map(o -> o instanceof Outcome.Retry retry ? retry.reason().slug() : "")
                .toList();
    }

    private void post(String... keys) {
        List<Posted> events =
                Stream.of(keys).map(k -> new Posted("id", k, null)).toList();
        List<@Nullable OutgoingRecord> out = new ArrayList<>();
        Stream.of(keys)
                .map(k -> new OutgoingRecord("shop", k, new byte[10], "id", "/s", "t", "t", TimeFlag.OK, Map.of()))
                .forEach(out::add);
        new HandOver(gateway(), new Envelopes.Batch(events, out)).run(settled -> answers.add(settled.get()));
    }

    private UnderWay gateway() {
        return new UnderWay(sink, records, bytes);
    }

    private static final class FakeSink implements EventSink {
        private record Handed(Ledger ledger, int index) {}

        private final List<OutgoingRecord> published = new ArrayList<>();
        private final List<Handed> handed = new ArrayList<>();
        private State state = State.READY;
        private @Nullable String failAtOnce;

        void settle(int nth, @Nullable Reason failure) {
            Handed record = handed.get(nth);
            if (failure == null) {
                record.ledger.durable(record.index);
            } else {
                record.ledger.failed(record.index, failure);
            }
        }

        @Override
        public State state(String topic) {
            return state;
        }

        @Override
        public CompletionStage<State> prepare(String topic) {
            return CompletableFuture.completedFuture(state);
        }

        @Override
        public void publish(OutgoingRecord record, Ledger ledger, int index) {
            if (failAtOnce != null && failAtOnce.equals(record.key())) {
                ledger.failed(index, Reason.OVERLOADED);
            } else {
                published.add(record);
                handed.add(new Handed(ledger, index));
            }
        }
    }
}
