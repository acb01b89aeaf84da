package io.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.Outcome;
import io.freshet.model.Reason;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class AcceptedJsonTest {
    @Property(tries = 300)
    void isWhatTheWriterWrites(@ForAll @Size(max = 5) List<String> ids) {
        Answer answer = Answer.of(ids.stream().map(Outcome.Accepted::new).collect(Collectors.toList()));

        assertThat(Json.of(answer)).isEqualTo(Json.written(answer));
    }

    @Test
    void longAnswerIsTheSameToo() {
        Answer answer = Answer.of(List.of(new Outcome.Accepted("a/1"), new Outcome.Accepted("a b~!")));

        assertThat(AcceptedJson.of(answer)).isEqualTo(Json.written(answer));
    }

    @Test
    void answerWithAnythingElseIsLeftToTheWriter() {
        assertThat(AcceptedJson.of(Answer.of(List.of(new Outcome.Retry("a", Reason.OVERLOADED)))))
                .isNull();
        assertThat(AcceptedJson.of(Answer.of(List.of(new Outcome.Accepted("\"")))))
                .isNull();
    }
}
