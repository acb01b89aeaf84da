package io.freshet.relay.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class CulpritsTest {
    private static final TopicPartition ONE = new TopicPartition("a.b-c", 1);
    private static final TopicPartition ELEVEN = new TopicPartition("a.b-c", 11);
    private static final TopicPartition SUFFIX = new TopicPartition("b-c", 1);
    private static final List<TopicPartition> OWNED = List.of(ONE, ELEVEN, SUFFIX);

    @Test
    void partitionsOfATopicThatMayNotBeReadAreNamed() {
        assertThat(Culprits.of(new TopicAuthorizationException(Set.of("a.b-c")), OWNED))
                .containsExactlyInAnyOrder(ONE, ELEVEN);
    }

    @Test
    void partitionOfABrokenBatchIsReadFromTheMessageAndNoOtherWithIt() {
        assertThat(Culprits.of(
                        new KafkaException("Record batch for partition a.b-c-1 at offset 7 is invalid, cause: crc"),
                        OWNED))
                .containsExactly(ONE);
        assertThat(Culprits.of(
                        new KafkaException("Received exception when fetching the next record from a.b-c-11. If needed,"
                                + " please seek past the record to continue consumption."),
                        OWNED))
                .containsExactly(ELEVEN);
    }

    @Test
    void failureOfTheWholeBlamesNobody() {
        assertThat(Culprits.of(new AuthorizationException("group"), OWNED)).isEmpty();
        assertThat(Culprits.of(new KafkaException((String) null), OWNED)).isEmpty();
    }
}
