package io.freshet.relay.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.relay.cut.CommitNote;
import io.freshet.relay.source.FencedCommits.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FencedCommitsTest {
    private static final TopicPartition ONE = new TopicPartition("t", 0);
    private static final TopicPartition TWO = new TopicPartition("t", 1);
    private static final CommitNote NOTE = new CommitNote.Settled("id", 5);

    private boolean silent;
    private int tried;
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            tried++;
            if (silent) {
                throw new TimeoutException("no answer");
            }
            super.commitSync(offsets, timeout);
        }
    };
    private final FencedCommits commits = new FencedCommits(consumer, Duration.ofSeconds(10));

    @BeforeEach
    void assign() {
        consumer.assign(List.of(ONE, TWO));
    }

    @Test
    void oneTurnWaitsForOneCommitOnly() {
        silent = true;
        commits.turn();

        assertThat(commits.commit(ONE, 5, Optional.empty(), NOTE)).isEqualTo(Result.LATER);
        assertThat(commits.commit(TWO, 5, Optional.empty(), NOTE)).isEqualTo(Result.SKIPPED);
        assertThat(tried).isEqualTo(1);
    }

    @Test
    void nextTurnTriesAgain() {
        silent = true;
        commits.turn();
        assertThat(commits.commit(ONE, 5, Optional.empty(), NOTE)).isEqualTo(Result.LATER);

        silent = false;
        commits.turn();
        assertThat(commits.commit(TWO, 5, Optional.empty(), NOTE)).isEqualTo(Result.COMMITTED);
        assertThat(commits.commit(ONE, 5, Optional.empty(), NOTE)).isEqualTo(Result.COMMITTED);
    }
}
