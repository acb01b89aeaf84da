package io.freshet.relay.source;

import io.freshet.relay.cut.CommitNote;
import io.freshet.relay.cut.CommitNotes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jboss.logging.Logger;

/**
 * Commits with the generation (the member epoch, in the newer protocol) of this member: the broker refuses those of a member that
 * the group has given up. Within one generation the poll thread's own books decide, because a partition is dropped from them before
 * the next generation is joined, in both protocols: the callbacks run on this thread, and not while it commits. Poll thread only.
 */
final class FencedCommits {
    private static final Logger LOG = Logger.getLogger(FencedCommits.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;
    private boolean silent;

    FencedCommits(Consumer<byte[], byte[]> consumer, Duration timeout) {
        this.consumer = consumer;
        this.timeout = timeout;
    }

    /** What the broker said. */
    enum Result {
        COMMITTED,
        /** No answer, or one that may change: the same commit again, later. It may have been made. */
        LATER,
        /** Not even tried, because another commit of this turn got no answer: the same commit again, in the next turn. */
        SKIPPED,
        /** The partition is another's, or about to be: nothing of it may be written any more. */
        FENCED
    }

    /** A new turn of the poll loop, in which one commit at most may wait in vain, however many partitions there are. */
    void turn() {
        silent = false;
    }

    /** @param epoch of the record before the offset; by it a later owner finds out whether the broker has lost what was relayed */
    Result commit(TopicPartition partition, long offset, Optional<Integer> epoch, CommitNote note) {
        if (silent) {
            return Result.SKIPPED;
        }
        if (consumer.groupMetadata().generationId() < 0) {
            // The new protocol would send it as one of no member, and a group that is empty takes such.
            return fenced(partition, offset, "no longer a member");
        }
        OffsetAndMetadata value = new OffsetAndMetadata(offset, epoch, CommitNotes.write(note));
        try {
            consumer.commitSync(Map.of(partition, value), timeout);
            return Result.COMMITTED;
        } catch (CommitFailedException
                | RebalanceInProgressException
                | FencedInstanceIdException
                | IllegalGenerationException
                | FencedMemberEpochException
                | StaleMemberEpochException
                | UnknownMemberIdException e) {
            return fenced(partition, offset, e.getClass().getSimpleName());
        } catch (KafkaException e) {
            silent = true;
            LOG.warnf(
                    "A commit was not answered and is repeated: topic=%s partition=%d offset=%d reason=%s",
                    partition.topic(), partition.partition(), offset, e.getMessage());
            return Result.LATER;
        }
    }

    private static Result fenced(TopicPartition partition, long offset, String why) {
        LOG.infof(
                "A commit was refused, the partition is let go: topic=%s partition=%d offset=%d reason=%s",
                partition.topic(), partition.partition(), offset, why);
        return Result.FENCED;
    }
}
