package io.freshet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freshet.model.EventType.InvalidEventTypeException;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTypeTest {
    private static final String KEY = "{\"name\":\"k\",\"type\":\"string\"}";

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "freshet.ingest":true                        | {"name":"a","type":"int"}                          | freshet.key must name
            "freshet.ingest":"yes"                       | {"name":"a","type":"int"}                          | freshet.ingest must be
            "freshet.key":"z"                            | {"name":"a","type":"int"}                          | names the field z, which does not exist
            "freshet.key":"a"                            | {"name":"a","type":["null","string"]}              | must be a string, enum
            "freshet.key":"a"                            | {"name":"a","type":"double"}                       | must be a string, enum
            "freshet.key":"a"                            | {"name":"a","type":"string","default":""}          | no default
            "freshet.key":7                              | {"name":"a","type":"int"}                          | freshet.key must be a field name
            "freshet.time":"a"                           | {"name":"a","type":"double"}                       | must be a timestamp
            "freshet.time":"a"                           | {"name":"a","type":{"type":"int","logicalType":"date"}} | must be a timestamp
            "freshet.id":[]                              | {"name":"a","type":"int"}                          | freshet.id must be
            "freshet.id":["a","a"]                       | {"name":"a","type":"int"}                          | names a field twice
            "freshet.id":["a","b"]                       | {"name":"a","type":"int"}                          | names the field b
            "freshet.tiem":"a"                           | {"name":"a","type":"int"}                          | unknown property freshet.tiem
            "x":1                                        | {"name":"_meta","type":"int"}                      | _meta is reserved
            "x":1                                        | {"name":"K","type":"int"}                          | differ in case only
            "x":1                                        | {"name":"a","type":"string","freshet.extra":true}  | must be a map of strings
            "x":1                                        | {"name":"a","type":["int","long"]}                 | is ambiguous
            "x":1                                        | {"name":"a","type":{"type":"array","items":["string","bytes"]}} | union at /a/* is ambiguous
            "x":1                                        | {"name":"a","type":{"type":"bytes","logicalType":"decimal","precision":2000000000,"scale":1}} | more than 1000 digits
            """)
    void saysWhatIsWrong(String property, String field, String problem) {
        assertThat(problems("a-type", property, field)).anyMatch(p -> p.contains(problem));
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        assertThat(problems(
                        "A_",
                        "\"freshet.ingest\":true,\"freshet.time\":\"z\"",
                        "{\"name\":\"_meta\",\"type\":\"int\"}"))
                .hasSize(4);
    }

    @Test
    void onlyARecordIsAnEvent() {
        InvalidEventTypeException e = catchThrowableOfType(
                InvalidEventTypeException.class, () -> EventType.of("a", 1, Schema.create(Schema.Type.STRING)));

        assertThat(e.problems()).containsExactly("the schema must be a record");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"type\":\"nothing\"}",
                "nothing",
                "{\"type\":\"record\",\"name\":\"../a\",\"fields\":[]}"
            })
    void whatIsNoSchemaIsSaidToBeNone(String text) {
        assertThatThrownBy(() -> EventTypeDefinition.parse("a-type", text))
                .isInstanceOf(InvalidEventTypeException.class);
    }

    @Test
    void timeMayBeOptionalAndText() throws InvalidEventTypeException {
        assertThat(type("\"freshet.time\":\"a\"", "{\"name\":\"a\",\"type\":[\"null\",\"string\"]}")
                        .timeField())
                .isEqualTo("a");
        assertThat(type("\"freshet.id\":\"k\"", "{\"name\":\"a\",\"type\":\"int\"}")
                        .idFields())
                .containsExactly("k");
    }

    @Test
    void aVersionMayNotChangeHowEventsAreKeyedAndTold() throws InvalidEventTypeException {
        String field = "{\"name\":\"a\",\"type\":\"long\"}";
        EventType before = type("\"freshet.ingest\":true,\"freshet.key\":\"k\"", field);
        EventType wider = type(
                "\"freshet.ingest\":true,\"freshet.key\":\"k\"",
                field + ",{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
        EventType other = type("\"freshet.key\":\"a\",\"freshet.time\":\"a\",\"freshet.id\":\"a\"", field);

        assertThat(EventType.checkSuccessor(before, wider)).isEmpty();
        assertThat(EventType.checkSuccessor(before, other))
                .hasSize(4)
                .contains("freshet.key was k and cannot become a");
    }

    private static List<String> problems(String name, String property, String field) {
        InvalidEventTypeException e = catchThrowableOfType(
                InvalidEventTypeException.class, () -> EventType.of(name, 1, schema(property, field)));
        assertThat(e).isNotNull();
        return e.problems();
    }

    private static EventType type(String property, String field) throws InvalidEventTypeException {
        return EventType.of("a-type", 1, schema(property, field));
    }

    private static Schema schema(String property, String field) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"E\"," + property + ",\"fields\":[" + KEY + "," + field + "]}");
    }
}
