package io.freshet.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonRowsTest {

    @Test
    void putsAnIdInAndLeavesEveryOtherByteAlone() throws IOException {
        assertThat(rows("{ \"a\" : 1.50, \"b\":\"ü\" }\r\n\n{}\n"))
                .containsExactly(
                        "{\"_meta\":{\"id\":\"f/1\"}, \"a\" : 1.50, \"b\":\"ü\" }", "{\"_meta\":{\"id\":\"f/2\"}}");
    }

    @Test
    void keepsAnIdThatTheEventHas() throws IOException {
        String own = "{\"a\":1,\"_meta\":{\"source\":\"s\",\"id\":\"mine\"}}";

        assertThat(rows(own)).containsExactly(own);
    }

    @Test
    void addsAnIdToAMetaWithoutOne() throws IOException {
        assertThat(rows("{\"a\":{\"x\":[1]},\"_meta\":{\"source\":\"s\"}}\n{\"_meta\":{}}"))
                .containsExactly(
                        "{\"a\":{\"x\":[1]},\"_meta\":{\"id\":\"f/1\",\"source\":\"s\"}}",
                        "{\"_meta\":{\"id\":\"f/2\"}}");
    }

    @Test
    void sendsALineThatIsNoWholeObjectAsItStands() throws IOException {
        List<String> broken = List.of("{\"a\":", "[1]", "7", "{\"a\":1} x", "{\"_meta\":7}", "{\"a\":1,}");

        assertThat(rows(String.join("\n", broken))).containsExactlyElementsOf(broken);
    }

    @Test
    void doesNotTakeAMetaInsideAFieldForTheEventsOwn() throws IOException {
        assertThat(rows("{\"a\":{\"_meta\":{\"id\":\"inner\"}}}"))
                .containsExactly("{\"_meta\":{\"id\":\"f/1\"},\"a\":{\"_meta\":{\"id\":\"inner\"}}}");
    }

    @Test
    void passesOverALineOfNothingButCarriageReturns() throws IOException {
        assertThat(rows("{}\r\n\r\r\n \t\r\r\r\n{}"))
                .containsExactly("{\"_meta\":{\"id\":\"f/1\"}}", "{\"_meta\":{\"id\":\"f/2\"}}");
    }

    @Test
    void passesOverAByteOrderMarkAtTheBeginningAndNowhereElse() throws IOException {
        assertThat(rows("\uFEFF{}\n\uFEFF{}"))
                .containsExactly("{\"_meta\":{\"id\":\"f/1\"}}", "\uFEFF{\"_meta\":{\"id\":\"f/2\"}}");
        assertThat(rows("\uFEFF\r\n{}")).containsExactly("{\"_meta\":{\"id\":\"f/1\"}}");
    }

    private static List<String> rows(String file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (RowReader reader = new NdjsonRows(new ByteArrayInputStream(file.getBytes(UTF_8)), new EventIds("f"))) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(new String(row.json(), UTF_8));
            }
        }
        return rows;
    }
}
