package io.freshet.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class InstantTextTest {
    private static final long FIRST = -62_135_596_800L;
    private static final long LAST = 253_402_300_799L;
    private static final long NANOS = 1_000_000_000L;

    private static String written(long value, long perSecond) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(text)) {
            InstantText.write(value, perSecond, json);
        }
        return text.toString().replace("\"", "");
    }

    @Property
    void writesWhatAnInstantSays(
            @ForAll @LongRange(min = FIRST, max = LAST) long second, @ForAll @LongRange(max = 999_999) long part)
            throws IOException {
        Instant millis = Instant.ofEpochSecond(second, part % 1_000 * 1_000_000);
        Instant micros = Instant.ofEpochSecond(second, part * 1_000);

        assertThat(written(second * 1_000 + part % 1_000, 1_000)).isEqualTo(millis.toString());
        assertThat(written(second * 1_000_000 + part, 1_000_000)).isEqualTo(micros.toString());
    }

    @Property
    void writesNanosecondsToo(@ForAll long nanos) throws IOException {
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));

        assertThat(written(nanos, NANOS)).isEqualTo(instant.toString());
    }

    @Test
    void writesTheEdges() throws IOException {
        for (String edge : List.of(
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "1970-01-01T00:00:00Z",
                "2000-02-29T12:00:00Z",
                "1900-02-28T23:59:59Z",
                "1900-03-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "2024-12-31T00:00:01Z")) {
            assertThat(written(Instant.parse(edge).getEpochSecond(), 1)).isEqualTo(edge);
        }
    }
}
