package io.freshet.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PostedTest {
    private static final Posted.Rejection WRONG = new Posted.Rejection(Reason.WRONG_TYPE, "/n", "wrong");

    @Test
    void allDurableIs200() {
        Answer answer = answer(List.of(event("a"), event("b")), null, null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.accepted()).isEqualTo(2);
        assertThat(answer.isPassing()).isFalse();
    }

    @Test
    void oneAcceptedAmongRejectedIs200() {
        Answer answer = answer(List.of(rejected("a"), event("b")), null, null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(answer.rejected()).isEqualTo(1);
    }

    @Test
    void allRejectedIs422() {
        assertThat(answer(List.of(rejected("a"), rejected("b")), null, null).status())
                .isEqualTo(422);
    }

    @Test
    void anythingToRetryDecides() {
        Answer answer = answer(List.of(event("a"), event("b")), null, Reason.BROKER_UNAVAILABLE);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(answer.retry()).isEqualTo(1);
        assertThat(answer.passingReason()).isEqualTo(Reason.BROKER_UNAVAILABLE);
    }

    @Test
    void overloadAloneIs429() {
        assertThat(answer(List.of(event("a"), event("b")), Reason.OVERLOADED, Reason.OVERLOADED)
                        .status())
                .isEqualTo(429);
    }

    @Test
    void rejectedThatCouldNotBeKeptIsToRetry() {
        Answer answer = answer(List.of(rejected("a")), Reason.BROKER_UNAVAILABLE);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.rejected()).isZero();
        assertThat(answer.retry()).isEqualTo(1);
    }

    @Test
    void laterEventsOfAFailedKeyAreToRetryThoughDurable() {
        Answer answer = answer(
                List.of(event("a"), event("b"), event("a"), rejected("a"), event("b")),
                Reason.BROKER_UNAVAILABLE,
                null,
                null,
                null,
                null);

        assertThat(answer.outcomes())
                .extracting(PostedTest::word)
                .containsExactly("broker-unavailable", "accepted", "earlier-event-failed", "rejected", "accepted");
    }

    @Test
    void earlierEventsOfAFailedKeyStand() {
        Answer answer = answer(List.of(event("a"), event("a")), null, Reason.BROKER_UNAVAILABLE);

        assertThat(answer.outcomes()).extracting(PostedTest::word).containsExactly("accepted", "broker-unavailable");
    }

    @Test
    void ledgerSettlesOnceAndAtTheLastRecordOnly() {
        AtomicInteger settled = new AtomicInteger();
        Ledger ledger = new Ledger(2, settled::incrementAndGet);

        ledger.durable(0);
        ledger.failed(0, Reason.OVERLOADED);
        ledger.durable(0);
        assertThat(settled).hasValue(0);
        assertThat(ledger.failure(0)).isNull();

        ledger.failed(1, Reason.BROKER_UNAVAILABLE);
        assertThat(settled).hasValue(1);
        assertThat(ledger.failure(1)).isEqualTo(Reason.BROKER_UNAVAILABLE);
    }

    private static Answer answer(List<Posted> events, @Nullable Reason... failures) {
        Ledger ledger = new Ledger(events.size(), () -> {});
        for (int i = 0; i < failures.length; i++) {
            Reason failure = failures[i];
            if (failure == null) {
                ledger.durable(i);
            } else {
                ledger.failed(i, failure);
            }
        }
        return Answer.of(Posted.outcomes(events, ledger));
    }

    private static Posted event(String key) {
        return new Posted("id-" + key, key, null);
    }

    private static Posted rejected(String key) {
        return new Posted("id-" + key, key, WRONG);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted ignored -> "accepted";
            case Outcome.Rejected ignored -> "rejected";
            case Outcome.Retry retry -> retry.reason().slug();
        };
    }
}
