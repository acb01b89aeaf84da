package io.freshet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.model.PathTemplate.Name;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAA_";
    private static final Instant FIRST = Instant.parse("2026-11-20T23:59:59.999Z");
    private static final Name NAME = new Name("user-activity", ID, 7, 12, 40, "ndjson.zst");
    private static final String HOURLY =
            "{prefix}/streaming/{topic}/{date}/{hour}/{topic_id}-{partition}-{from}-{until}.{ext}";

    @Test
    void standardLayoutIsTheOneOfTheTables() {
        assertThat(PathTemplate.standard("lake/").render(NAME, FIRST))
                .isEqualTo("lake/v1/user-activity/" + ID
                        + "/p=00007/dt=2026-11-20/00000000000000000012-00000000000000000040.ndjson.zst");
        assertThat(PathTemplate.standard("").folder("t", ID, 3)).isEqualTo("v1/t/" + ID + "/p=00003/dt=");
        assertThat(PathTemplate.standard("").root()).isEqualTo("v1/");
    }

    @Test
    void layoutOfOnesOwnIsFollowed() {
        PathTemplate hourly = PathTemplate.of(HOURLY, "");

        assertThat(hourly.render(NAME, FIRST))
                .isEqualTo("streaming/user-activity/2026-11-20/23/" + ID
                        + "-00007-00000000000000000012-00000000000000000040.ndjson.zst");
        assertThat(hourly.folder("user-activity", ID, 7)).isEqualTo("streaming/user-activity/");
        assertThat(hourly.read(hourly.render(NAME, FIRST))).contains(NAME);
    }

    @Property
    void everyNameIsReadBackAndBeginsWithItsFolder(
            @ForAll @StringLength(min = 1, max = 40) @CharRange(from = 'a', to = 'z') @CharRange(from = '-', to = '9')
                    String letters,
            @ForAll @IntRange(min = 0) int partition,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long from) {
        String topic = letters.replace('/', '_');
        Name name = new Name(topic, ID, partition, from, from + 1, "ndjson.gz");
        for (String template : new String[] {PathTemplate.DEFAULT, HOURLY}) {
            PathTemplate paths = PathTemplate.of(template, "a/b");
            String key = paths.render(name, FIRST);
            assertThat(paths.read(key)).contains(name);
            assertThat(key).startsWith(paths.folder(topic, ID, partition)).startsWith(paths.root());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{prefix}/{topic}/{partition}/{from}-{until}.{ext}; {topic_id} is missing",
                "{prefix}/{topic}/{topic_id}/{from}-{until}.{ext}; {partition} is missing",
                "{prefix}/{topic}/{topic_id}/{partition}/{from}.{ext}; {until} is missing",
                "{topic}/{topic_id}/{partition}/{from}-{until}.{ext}; {prefix} is missing",
                "x/{prefix}/{topic}/{topic_id}/{partition}/{from}-{until}.{ext}; must begin with {prefix}/",
                "{prefix}/{topic}/{topic_id}/{partition}/{from}-{until}.{ext}.tmp; must end with .{ext}",
                "{prefix}/x-{topic}/{topic_id}/{partition}/{from}-{until}.{ext}; {topic} must be a folder",
                "{prefix}/{topic}/{topic_id}/{partition}/{from}{until}.{ext}; between two variables",
                "{prefix}/{topic}/{topic_id}/{partition}/{from}/{from}-{until}.{ext}; stands there twice",
                "{prefix}/{topic}/{topic_id}/1{partition}/{from}-{until}.{ext}; digit next to a number",
                "{prefix}/{topic}/../{topic_id}/{partition}/{from}-{until}.{ext}; not be . or ..",
                "{prefix}//{topic}/{topic_id}/{partition}/{from}-{until}.{ext}; must have a name",
                "{prefix}/{topic}/{topic_id}/{user}/{partition}/{from}-{until}.{ext}; no variable {user}",
                "{prefix}/{topic}/%2e%2e/{topic_id}/{partition}/{from}-{until}.{ext}; outside of braces",
                "{prefix}/{topic}/{topic_id}/{partition/{from}-{until}.{ext}; outside of braces",
            })
    void templateThatWouldClashOrEscapeIsRefusedWithTheReason(String template, String why) {
        assertThatThrownBy(() -> PathTemplate.of(template, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(template)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../b", "a//b", "./a", "a b", "a\\b", "{topic}", "é"})
    void prefixThatWouldEscapeIsRefused(String prefix) {
        assertThatThrownBy(() -> PathTemplate.standard(prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/t/short/p=00007/dt=2026-11-20/00000000000000000012-00000000000000000040.ndjson.zst",
                "v1/t/AAAAAAAAAAAAAAAAAAAAA_/p=00007/dt=2026-11-20/00000000000000000012-00000000000000000040.ndjson.zst-0af3",
                "v1/t/AAAAAAAAAAAAAAAAAAAAA_/p=00007/dt=2026-11-20/99999999999999999999-99999999999999999999.ndjson.zst",
                "lake/v1/t/AAAAAAAAAAAAAAAAAAAAA_/p=00007/dt=2026-11-20/00000000000000000012-00000000000000000040.ndjson.zst"
            })
    void strangersNamesAreNotReadAsOurs(String key) {
        assertThat(PathTemplate.standard("").read(key)).isEmpty();
    }
}
