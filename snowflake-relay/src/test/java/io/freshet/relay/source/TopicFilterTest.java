package io.freshet.relay.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    private static boolean relayed(String topic, String include, String exclude) {
        return TopicFilter.pattern(include, exclude, "books.v1").matcher(topic).matches();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user-activity",
                "events.rejected",
                "customer-order-totals",
                "job.late",
                "freshets",
                "a-changelogs",
                "books.v10",
                "books-v1"
            })
    void relaysEventsResultsAndRejected(String topic) {
        assertThat(relayed(topic, ".*", "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "books.v1",
                "freshet.manifest",
                "freshet.sessions",
                "freshet-processor-totals-repartition",
                "freshet-processor-KTABLE-topic",
                "anything-changelog",
                "anything-repartition",
                "__consumer_offsets",
                "__transaction_state",
                "_schemas",
                "kafkasql-journal"
            })
    void relaysNothingOfItsOwnWhateverIsIncluded(String topic) {
        assertThat(relayed(topic, ".*", "")).isFalse();
        assertThat(relayed(topic, topic.replace(".", "\\."), "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b-c"})
    void exclusionsComeOnTop(String topic) {
        assertThat(relayed(topic, ".*", "a|b-.*")).isFalse();
        assertThat(relayed(topic + "x", "a.*", "a|b-.*")).isEqualTo(topic.startsWith("a"));
    }
}
