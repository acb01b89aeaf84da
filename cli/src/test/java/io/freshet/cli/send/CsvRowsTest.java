package io.freshet.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

    @Test
    void namesFieldsByTheHeaderAndTypesCellsByTheSchema() throws IOException {
        assertThat(rows(Mapping.PLAIN, """
                        event_time,event_type,product_id,brand,price,rating,seen,tags,user_id
                        2019-10-01 00:00:00 UTC,view,44600062,shiseido,35.79,4.5,true,"[""a"",""b""]",541312140
                        """))
                .containsExactly(
                        "{\"event_time\":\"2019-10-01T00:00:00Z\",\"event_type\":\"view\",\"product_id\":44600062,"
                                + "\"brand\":\"shiseido\",\"price\":35.79,\"rating\":4.5,\"seen\":true,\"tags\":[\"a\",\"b\"],"
                                + "\"user_id\":\"541312140\"}");
    }

    @Test
    void writesNestedJsonOfSeveralLinesOnOneLine() throws IOException {
        assertThat(rows(Mapping.PLAIN, "event_type,tags\nview,\"[\n \"\"a\\nb\"\",\r\n \"\"c\"\"\n]\"\n"))
                .containsExactly("{\"event_type\":\"view\",\"tags\":[  \"a\\nb\",   \"c\" ]}");
    }

    @Test
    void keepsTheRowBehindAQuotedCarriageReturn() throws IOException {
        assertThat(rows(Mapping.PLAIN, "event_type,user_id\nview,\"u\r1\"\ncart,u2\n"))
                .containsExactly(
                        "{\"event_type\":\"view\",\"user_id\":\"u\\r1\"}",
                        "{\"event_type\":\"cart\",\"user_id\":\"u2\"}");
    }

    @Test
    void leavesOutTheFieldOfAnEmptyCell() throws IOException {
        assertThat(rows(Mapping.PLAIN, "event_type,brand,user_id\nview,,u1\n"))
                .containsExactly("{\"event_type\":\"view\",\"user_id\":\"u1\"}");
    }

    @Test
    void sendsAShortRowWithTheFieldsThatItHas() throws IOException {
        assertThat(rows(Mapping.PLAIN, "event_type,brand,user_id\nview,acme"))
                .containsExactly("{\"event_type\":\"view\",\"brand\":\"acme\"}");
    }

    @Test
    void sendsACellBeyondTheLastColumnSoThatTheGatewayRefusesTheRow() throws IOException {
        assertThat(rows(Mapping.PLAIN, "event_type,user_id\nview,u1,surplus\n"))
                .containsExactly("{\"event_type\":\"view\",\"user_id\":\"u1\",\"column_3\":\"surplus\"}");
    }

    @Test
    void takesAnOwnColumnListInPlaceOfAMalformedHeader() throws IOException {
        Mapping mapping =
                new Mapping(List.of("-", "event_time", "rating"), true, ',', Map.of("user_id", "room-1"), Map.of());

        assertThat(rows(mapping, "\"index\",date\",\"Temperature\"\n\"1\",\"2015-02-04 17:51:00\",23.18\n"))
                .containsExactly("{\"user_id\":\"room-1\",\"event_time\":\"2015-02-04T17:51:00Z\",\"rating\":23.18}");
    }

    @Test
    void readsTheFirstLineAsARowWhenThereIsNoHeader() throws IOException {
        Mapping mapping = new Mapping(List.of("event_type", "user_id"), false, ';', Map.of(), Map.of());

        assertThat(rows(mapping, "view;u1\ncart;u2\n"))
                .containsExactly(
                        "{\"event_type\":\"view\",\"user_id\":\"u1\"}", "{\"event_type\":\"cart\",\"user_id\":\"u2\"}");
    }

    @Test
    void sendsWhatDoesNotFitTheTypeAsAStringSoThatTheGatewayNamesIt() throws IOException {
        assertThat(rows(
                        Mapping.PLAIN,
                        "event_time,product_id,price,rating,seen,tags\nyesterday,12x,NaN,0x1,maybe,[broken\n"))
                .containsExactly(
                        "{\"event_time\":\"yesterday\",\"product_id\":\"12x\",\"price\":\"NaN\",\"rating\":\"0x1\","
                                + "\"seen\":\"maybe\",\"tags\":\"[broken\"}");
    }

    @Test
    void keepsEveryDigitOfANumber() throws IOException {
        assertThat(rows(Mapping.PLAIN, "product_id,price\n9223372036854775807,0.10\n"))
                .containsExactly("{\"product_id\":9223372036854775807,\"price\":0.10}");
    }

    @Test
    void readsTimesByTheFormatThatWasGiven() throws IOException {
        Mapping mapping = new Mapping(null, true, ',', Map.of(), Map.of("event_time", "dd.MM.yyyy HH:mm"));

        assertThat(rows(mapping, "event_time\n04.02.2015 17:51\n"))
                .containsExactly("{\"event_time\":\"2015-02-04T17:51:00Z\"}");
    }

    @Test
    void sendsAnEpochNumberAsANumber() throws IOException {
        assertThat(rows(Mapping.PLAIN, "event_time\n1569888000000\n"))
                .containsExactly("{\"event_time\":1569888000000}");
    }

    @Test
    void givesEachRowAnIdByItsNumber() throws IOException {
        try (RowReader rows = reader(Mapping.PLAIN, "event_type\nview\n\ncart\n", new EventIds("0123456789abcdef"))) {
            assertThat(text(rows.next())).startsWith("{\"_meta\":{\"id\":\"0123456789abcdef/1\"}");
            assertThat(text(rows.next())).startsWith("{\"_meta\":{\"id\":\"0123456789abcdef/2\"}");
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void knowsTheLineOfARow() throws IOException {
        try (RowReader rows =
                reader(Mapping.PLAIN, "event_type,brand\nview,\"a\nb\"\ncart,c\n", EventIds.OF_THE_TYPE)) {
            rows.next();
            Row second = rows.next();

            assertThat(second).isNotNull().extracting(Row::line).isEqualTo(4L);
        }
    }

    @Test
    void refusesAColumnThatIsNoFieldBeforeAnythingIsSent() {
        assertThatThrownBy(() -> rows(Mapping.PLAIN, "event_type,colour\nview,red\n"))
                .isInstanceOf(SendFailure.class)
                .hasMessageContaining("'colour' is not a field of shop")
                .hasMessageContaining("--columns");
    }

    @Test
    void refusesAFieldThatIsNamedTwice() {
        Mapping mapping = new Mapping(null, true, ',', Map.of("brand", "acme"), Map.of());

        assertThatThrownBy(() -> rows(mapping, "event_type,brand\nview,acme\n"))
                .hasMessageContaining("'brand' is named twice");
    }

    @Test
    void refusesATimeFormatThatIsNone() {
        Mapping mapping = new Mapping(null, true, ',', Map.of(), Map.of("event_time", "yyyy-bb"));

        assertThatThrownBy(() -> rows(mapping, "event_time\n2015\n"))
                .hasMessageContaining("'yyyy-bb' is no time format");
    }

    private static List<String> rows(Mapping mapping, String csv) throws IOException {
        List<String> rows = new ArrayList<>();
        try (RowReader reader = reader(mapping, csv, EventIds.OF_THE_TYPE)) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(text(row));
            }
        }
        return rows;
    }

    private static RowReader reader(Mapping mapping, String csv, EventIds ids) {
        return new CsvRows(
                new ByteArrayInputStream(csv.getBytes(UTF_8)), mapping, new Columns(Types.SHOP, mapping), ids);
    }

    private static String text(@org.jspecify.annotations.Nullable Row row) {
        assertThat(row).isNotNull();
        return new String(row.json(), UTF_8);
    }
}
