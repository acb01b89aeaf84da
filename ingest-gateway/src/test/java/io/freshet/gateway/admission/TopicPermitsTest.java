package io.freshet.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.gateway.admission.TopicPermits.Identity;
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
import org.junit.jupiter.params.provider.ValueSource;

final class TopicPermitsTest {
    private static final Identity DEVICE = new Identity("c-1", "u-1", "d-1");

    @Test
    void noFilterAllowsEveryTopic() {
        assertThat(TopicPermits.of(List.of()).allows("any/topic", DEVICE)).isTrue();
        assertThat(TopicPermits.of(List.of()).isUnlimited()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "devices/{certificate}/telemetry, devices/d-1/telemetry, true",
                "devices/{certificate}/telemetry, devices/d-2/telemetry, false",
                "devices/{certificate}/telemetry, devices/d-1/telemetry/x, false",
                "devices/{certificate}/telemetry, devices/d-1, false",
                "devices/{certificate}/#, devices/d-1, true",
                "devices/{certificate}/#, devices/d-1/a/b, true",
                "devices/{certificate}/#, devices/d-11/a, false",
                "{client}/{user}, c-1/u-1, true",
                "{client}/{user}, u-1/c-1, false",
                "a/+/c, a/b/c, true",
                "a/+/c, a/b/b/c, false",
                "a/+, a/, true",
                "a/+, a, false",
                "'#', a/b, true",
                "'#', $SYS/a, false",
                "+/a, $SYS/a, false",
                "$SYS/#, $SYS/a, true",
                "a, a, true",
                "a, A, false",
                "a, a/, false",
            })
    void aTopicMustBeTakenByAFilter(String filter, String topic, boolean allowed) {
        assertThat(TopicPermits.of(List.of("x/y", filter)).allows(topic, DEVICE))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices/{certificate}", "devices/{user}", "devices/{client}"})
    void whoHasNoNameHasNoTopics(String filter) {
        for (@Nullable String missing : new @Nullable String[] {null, ""}) {
            Identity nobody = new Identity(missing == null ? "" : missing, missing, missing);
            for (String topic : List.of("devices", "devices/", "devices/null", "devices/" + filter)) {
                assertThat(TopicPermits.of(List.of(filter)).allows(topic, nobody))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "#", "a/b", "a/#", "/", "{user}", "{client}", "..", "*"})
    void noNameWidensAFilter(String name) {
        TopicPermits permits = TopicPermits.of(List.of("devices/{client}/#", "u/{user}", "c/{certificate}"));
        Identity hostile = new Identity(name, name, name);

        for (String topic : List.of("devices/d-2/x", "devices/a/b/c", "u/u-1", "u/a/b", "c/d-1", "devices/c-1")) {
            assertThat(permits.allows(topic, hostile)).isFalse();
        }
    }

    /** Whatever a client calls itself, what it may publish to is a topic of which one level is that very name. */
    @Property(tries = 2000)
    void aPlaceholderIsOneLevelThatIsTheName(@ForAll("names") String name, @ForAll("topics") String topic) {
        boolean allowed = TopicPermits.of(List.of("d/{client}/+")).allows(topic, new Identity(name, null, null));

        String[] levels = topic.split("/", -1);
        boolean expected = levels.length == 3 && levels[0].equals("d") && !name.isEmpty() && levels[1].equals(name);
        assertThat(allowed).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "a/b", "+", "#", "", "{client}", "d/a");
    }

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of("a", "b", "d", "", "{client}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(l -> String.join("/", l));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+", "a/#/b", "#a", "{device}", "x{client}", "{client}x", "a/{}"})
    void whatIsNoFilterIsRefused(String filter) {
        assertThatThrownBy(() -> TopicPermits.of(List.of(filter)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has the level");
    }
}
