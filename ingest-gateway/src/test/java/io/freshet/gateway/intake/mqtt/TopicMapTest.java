package io.freshet.gateway.intake.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.gateway.declare.DeclarationException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicMapTest {

    @Test
    void usualTopicsAreAnyTypeByItsNameAndTheTelemetryOfDevices() {
        TopicMap map = TopicMap.usual();

        assertThat(typeOf(map, "events/order-events")).isEqualTo("order-events");
        assertThat(typeOf(map, "sites/hamburg/devices/d-1/telemetry")).isEqualTo("sensor-readings");
        assertThat(map.route("events")).isNull();
        assertThat(map.route("events/a/b")).isNull();
        assertThat(map.route("sites/hamburg/devices/d-1/status")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "a/b,        a/b,     t",
                "a/b,        a/b/,    -",
                "a/b,        /a/b,    -",
                "a/b,        a,       -",
                "a/+,        a/b,     t",
                "a/+,        a/,      t",
                "a/+,        a,       -",
                "a/+,        a/b/c,   -",
                "+,          a,       t",
                "+,          /a,      -",
                "/+,         /a,      t",
                "+/+,        /a,      t",
                "a/#,        a,       t",
                "a/#,        a/,      t",
                "a/#,        a/b/c,   t",
                "a/#,        ab,      -",
                "'#',        a/b,     t",
                "'#',        /,       t",
                "'#',        $SYS/x,  -",
                "+/x,        $SYS/x,  -",
                "$SYS/#,     $SYS/x,  t",
                "$SYS/+,     $SYS/x,  t",
                "a/{n}/c,    a/$b/c,  t",
                "a//c,       a//c,    t",
                "a/{n}/c,    a//c,    t",
                "a/b,        a/+,     -",
                "a/+,        a/+,     -",
                "'#',        a/#,     -",
            })
    void filtersTakeTopicsAsTheStandardSays(String filter, String topic, @Nullable String type)
            throws DeclarationException {
        assertThat(typeOf(read(entry(filter, "t")), topic)).isEqualTo(type);
    }

    @Test
    void theFilterDeclaredFirstCounts() throws DeclarationException {
        TopicMap map =
                read(entry("a/+/c", "first"), entry("a/b/#", "second"), entry("a/{x}/+", "third"), entry("#", "rest"));

        assertThat(typeOf(map, "a/b/c")).isEqualTo("first");
        assertThat(typeOf(map, "a/b/d")).isEqualTo("second");
        assertThat(typeOf(map, "a/x/d")).isEqualTo("third");
        assertThat(typeOf(map, "x")).isEqualTo("rest");
        assertThat(map.route("")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics: []                                                     | f.yaml:1: topics is empty",
                "topic: []                                                      | f.yaml:1: topic is not known here",
                "{}                                                             | f.yaml:1: topics is missing",
                "topics: [{type: a}]                                            | f.yaml:1: topics[0].filter is missing",
                "topics: [{filter: a}]                                          | f.yaml:1: topics[0].type is missing",
                "topics: [{filter: 'a/{type}', type: a}]                        | f.yaml:1: topics[0].type is named by the topic",
                "topics: [{filter: a, type: A B}]                               | f.yaml:1: topics[0].type is no event type",
                "topics: [{filter: a+, type: a}]                                | f.yaml:1: topics[0].filter has the level 'a+'",
                "topics: [{filter: 'a/#/b', type: a}]                           | f.yaml:1: topics[0].filter has the level '#'",
                "topics: [{filter: 'a/x{b}', type: a}]                          | f.yaml:1: topics[0].filter has the level 'x{b}'",
                "topics: [{filter: 'a/{b-c}', type: a}]                         | f.yaml:1: topics[0].filter has the level '{b-c}'",
                "topics: [{filter: '{b}/{b}', type: a}]                         | f.yaml:1: topics[0].filter names two levels 'b'",
                "topics: [{filter: a, type: a, payload: xml}]                   | f.yaml:1: topics[0].payload should be json, avro or value",
                "topics: [{filter: a, type: a, payload: value}]                 | f.yaml:1: topics[0].value is missing",
                "topics: [{filter: a, type: a, value: x}]                       | f.yaml:1: topics[0].value goes with",
                "topics: [{filter: '{x}', type: a, payload: value, value: x}]   | f.yaml:1: topics[0].value is a level",
                "topics: [{filter: a, type: a, received-at: 'a b'}]             | f.yaml:1: topics[0].received-at should be the name",
                "topics: [{filter: '{at}', type: a, received-at: at}]           | f.yaml:1: topics[0].received-at is a level",
                "topics: [{filter: a, type: a, payload: value, value: x, received-at: x}] | f.yaml:1: topics[0].received-at is the field",
                "topics: [{filter: a, type: a, colour: red}]                    | f.yaml:1: topics[0].colour is not known here",
                "topics: [{filter: '+', type: a}, {filter: b, type: b}]         | f.yaml:1: topics[1].filter would never be used",
                "topics: [{filter: 'a/#', type: a}, {filter: a/b/+, type: b}]   | f.yaml:1: topics[1].filter would never be used",
                "topics: [{filter: a                                            | f.yaml:1: This is no YAML",
            })
    void everyMistakeNamesFileLineAndField(String yaml, String message) {
        assertThatThrownBy(() -> TopicMap.read("f.yaml", yaml.strip()))
                .isInstanceOf(DeclarationException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aMistakeIsNamedWithItsOwnLine() {
        assertThatThrownBy(() -> TopicMap.read("f.yaml", "topics:\n  - filter: a\n    type: a\n    payload: xml\n"))
                .hasMessage("f.yaml:4: topics[0].payload should be json, avro or value");
    }

    /** Held against a plain reading of the standard, filter by filter. */
    @Property(tries = 2000)
    void theFirstFilterThatTakesATopicIsFound(
            @ForAll("filters") List<String> declared, @ForAll("topics") String topic) {
        List<Filter> filters = declared.stream().map(Filter::parse).toList();

        int found = new FilterTree(filters).first(topic);

        int expected = -1;
        for (int i = 0; i < declared.size() && expected < 0; i++) {
            expected = Oracle.takes(declared.get(i), topic) ? i : -1;
        }
        assertThat(found).isEqualTo(expected);
    }

    @Property(tries = 2000)
    void whatIsCoveredIsTaken(
            @ForAll("filter") String wide, @ForAll("filter") String narrow, @ForAll("topics") String topic) {
        boolean covers = Filter.parse(wide).covers(Filter.parse(narrow));

        if (covers && Oracle.takes(narrow, topic)) {
            assertThat(Oracle.takes(wide, topic)).isTrue();
        }
    }

    @Provide
    Arbitrary<List<String>> filters() {
        return filter().list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> filter() {
        Arbitrary<List<String>> levels = Arbitraries.of("a", "b", "aa", "", "$s", "+", "{x}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
        return levels.flatMap(l -> Arbitraries.of(true, false).map(rest -> joined(l, rest)));
    }

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of("a", "b", "aa", "", "$s", "c")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(levels -> String.join("/", levels))
                .filter(topic -> !topic.isEmpty());
    }

    private static String joined(List<String> levels, boolean rest) {
        List<String> all = new ArrayList<>(levels);
        int named = all.indexOf("{x}");
        for (int i = named + 1; named >= 0 && i < all.size(); i++) {
            all.set(i, all.get(i).replace("{x}", "+"));
        }
        if (rest) {
            all.add("#");
        }
        String filter = String.join("/", all);
        return filter.isEmpty() ? "+" : filter;
    }

    /** Slow and plain. */
    private static final class Oracle {
        private Oracle() {}

        static boolean takes(String filter, String topic) {
            String[] want = filter.split("/", -1);
            String[] have = topic.split("/", -1);
            boolean wild = want[0].equals("+") || want[0].equals("#") || want[0].startsWith("{");
            if (wild && topic.startsWith("$")) {
                return false;
            }
            for (int i = 0; i < want.length; i++) {
                if (want[i].equals("#")) {
                    return have.length >= i;
                }
                boolean one = want[i].equals("+") || want[i].startsWith("{");
                if (i >= have.length || !(one || want[i].equals(have[i]))) {
                    return false;
                }
            }
            return want.length == have.length;
        }
    }

    private static String entry(String filter, String type) {
        return "  - filter: '%s'\n    type: %s\n".formatted(filter, type);
    }

    private static TopicMap read(String... entries) throws DeclarationException {
        return TopicMap.read("f.yaml", "topics:\n" + String.join("", entries));
    }

    private static @Nullable String typeOf(TopicMap map, String topic) {
        Route route = map.route(topic);
        return route == null ? null : route.type();
    }
}
