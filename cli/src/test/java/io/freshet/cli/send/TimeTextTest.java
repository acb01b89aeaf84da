package io.freshet.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "2019-10-01 00:00:00 UTC, 2019-10-01T00:00:00Z",
        "2015-02-04 17:51:00, 2015-02-04T17:51:00Z",
        "2015-02-04 17:51, 2015-02-04T17:51:00Z",
        "2015-02-04T17:51:00.25Z, 2015-02-04T17:51:00.250Z",
        "2015-02-04T17:51:00+02:00, 2015-02-04T15:51:00Z",
        "2015-07-04 17:51:00 Europe/Berlin, 2015-07-04T15:51:00Z"
    })
    void readsTheUsualFormsAndTakesUtcWhereNoZoneIsGiven(String text, String instant) {
        assertThat(TimeText.DEFAULT.read(text)).hasToString(instant);
    }

    @ParameterizedTest
    @CsvSource({"yyyy-MM-dd HH:mm:ss z, 2019-10-01 02:00:00 UTC", "d MMM yyyy H:mm, 1 Oct 2019 2:00"})
    void readsByAPattern(String pattern, String text) {
        assertThat(TimeText.ofPattern(pattern).read(text)).hasToString("2019-10-01T02:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "2019-13-01 00:00:00", "2019-02-30 00:00:00", "12:00", "2019-10-01 00:00:00 Mars"})
    void saysNothingOfWhatIsNoTime(String text) {
        assertThat(TimeText.DEFAULT.read(text)).isNull();
    }
}
