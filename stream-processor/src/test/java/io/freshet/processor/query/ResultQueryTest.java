package io.freshet.processor.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.processor.query.ResultQuery.BadQueryException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultQueryTest {
    @Test
    void datesAndTimesAreUtcAndTheEndIsExclusive() throws BadQueryException {
        ResultQuery query = of(Map.of("key", "a", "from", "2019-10-01", "to", "2019-10-01T01:00:00Z"));
        assertThat(query.from()).isEqualTo(1_569_888_000_000L);
        assertThat(query.to() - query.from()).isEqualTo(3_600_000);
        assertThat(query.limit()).isEqualTo(ResultQuery.DEFAULT_LIMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "from, yesterday, from must be a time",
        "to, 2019-13-01, to must be a time",
        "from, +1000000000-12-31T23:59:59Z, from must be a time",
        "limit, 0, limit must be a whole number from 1 to 1000",
        "limit, 1001, limit must be a whole number",
        "limit, 1e3, limit must be a whole number",
        "cursor, äöü, cursor must be one that an answer gave",
        "cursor, abcd, cursor goes with key only",
        "keys, a, There is no such parameter",
    })
    void saysWhatIsWrong(String name, String value, String problem) {
        assertThatThrownBy(() -> of(Map.of(name, value)))
                .isInstanceOf(BadQueryException.class)
                .hasMessageContaining(problem);
    }

    private static ResultQuery of(Map<String, String> parameters) throws BadQueryException {
        return ResultQuery.of(parameters.keySet(), parameters::get);
    }
}
