package io.freshet.cli.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesReaderTest {

    @Test
    void putsTheOutcomesInTheOrderOfTheirIndexes() throws IOException {
        String events = "[{\"index\":1,\"outcome\":\"retry\",\"reason\":\"r\"},{\"index\":0,\"outcome\":\"accepted\"}]";

        assertThat(read(events, 2))
                .isEqualTo(new Answer.Outcomes(List.of(new Outcome.Accepted(), new Outcome.Retry("r")), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0 1 2", "0 0 1"})
    void refusesAnotherNumberOfOutcomesThanOfEvents(String indexes) {
        long answered =
                Stream.of(indexes.split(" ")).filter(index -> !index.isEmpty()).count();

        assertThatThrownBy(() -> read(events(indexes), 2))
                .isInstanceOf(SendFailure.class)
                .hasMessageContaining("The gateway answered for " + answered + " events, 2 were sent")
                .hasMessageContaining("send the file again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0", "1 2", "0 2", "-1 0", "0 null", "0 \"1\"", "0 1.5"})
    void refusesIndexesOtherThanThoseOfTheEventsSent(String indexes) {
        assertThatThrownBy(() -> read(events(indexes), 2))
                .isInstanceOf(SendFailure.class)
                .hasMessageContaining("The gateway answered for 2 events, 2 were sent")
                .hasMessageContaining("none of the answers is for index");
    }

    private static String events(String indexes) {
        return Stream.of(indexes.split(" "))
                .filter(index -> !index.isEmpty())
                .map(index -> "{\"index\":" + index + ",\"outcome\":\"accepted\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Answer read(String events, int sent) throws IOException {
        return OutcomesReader.read(new JsonMapper().readTree(events), sent, null);
    }
}
