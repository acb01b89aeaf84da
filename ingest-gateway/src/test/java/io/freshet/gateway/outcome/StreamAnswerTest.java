package io.freshet.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StreamAnswerTest {
    private final StreamAnswer answer = new StreamAnswer(3);

    @Test
    void fewEventsAreAllListed() {
        answer.add(Answer.of(accepted(2)));

        assertThat(answer.isAllListed()).isTrue();
        assertThat(answer.listed()).hasSize(2);
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void ofManyOnlyTheFirstThatWereNotAcceptedAre() {
        answer.add(Answer.of(accepted(3)));
        for (int i = 0; i < 5; i++) {
            answer.add(Answer.of(List.of(new Outcome.Accepted("a"), rejected())));
        }

        assertThat(answer.isAllListed()).isFalse();
        assertThat(answer.listed()).extracting(StreamAnswer.Listed::index).containsExactly(4L, 6L, 8L);
        assertThat(answer.accepted()).isEqualTo(8);
        assertThat(answer.rejected()).isEqualTo(5);
    }

    @Test
    void whatIsToBeSentAgainDecidesTheStatusAndStopsTheReading() {
        answer.add(Answer.of(accepted(1)));
        answer.add(Answer.of(List.of(new Outcome.Retry("r", Reason.BROKER_UNAVAILABLE))));

        assertThat(answer.stopped()).isEqualTo(Reason.BROKER_UNAVAILABLE);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.events()).isEqualTo(2);
    }

    private static Outcome rejected() {
        return new Outcome.Rejected("r", Reason.WRONG_TYPE, "", "");
    }

    private static List<Outcome> accepted(int count) {
        List<Outcome> outcomes = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> outcomes.add(new Outcome.Accepted("a" + i)));
        return outcomes;
    }
}
