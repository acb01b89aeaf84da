package io.freshet.relay.source;

import io.freshet.relay.cut.CommitNote;
import io.freshet.relay.cut.Course;
import io.freshet.relay.cut.Intent;
import io.freshet.relay.cut.Ledger;
import io.freshet.relay.cut.Standing;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.SourceRecord;
import io.freshet.relay.source.Outcome.Done;
import io.freshet.relay.source.Outcome.Restart;
import io.freshet.relay.source.Outcome.Retry;
import io.freshet.relay.source.Outcome.Stop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does the next step of a partition, as its course says: commits on the poll thread, everything that may wait on a worker.
 * Poll thread only.
 */
final class Steps {
    private static final Logger LOG = Logger.getLogger(Steps.class);

    /** After so many failures in a row somebody should look: a revoked right, or a batch that is broken on disk. */
    private static final int UNREADABLE_ALARM = 10;

    private final Workers workers;
    private final Locate locate;
    private final Seal seal;
    private final Finish finish;
    private final FencedCommits commits;
    private final Reading reading;
    private final Backoff backoff;
    private final InstantSource clock;
    private final RelayObserver observer;

    Steps(
            Workers workers,
            Locate locate,
            Seal seal,
            Finish finish,
            FencedCommits commits,
            Reading reading,
            Backoff backoff,
            InstantSource clock,
            RelayObserver observer) {
        this.workers = workers;
        this.locate = locate;
        this.seal = seal;
        this.finish = finish;
        this.commits = commits;
        this.reading = reading;
        this.backoff = backoff;
        this.clock = clock;
        this.observer = observer;
    }

    /** Before the steps of a turn of the poll loop. */
    void turn() {
        commits.turn();
        reading.turn();
    }

    /** @param cutting false while shutting down: nothing new begins, only what was intended goes on */
    void next(OwnedPartition partition, boolean cutting) {
        Instant now = clock.instant();
        if (!partition.idle(now)) {
            return;
        }
        Course course = partition.course();
        switch (course.phase()) {
            case INTEND ->
                commit(
                        partition,
                        course.ledger().committed(),
                        partition.committedEpoch(),
                        new CommitNote.Pending(course.intent(), partition.readEpoch()),
                        course::intended);
            case STORE -> store(partition);
            case COMMIT -> settle(partition);
            case LOCATE -> onlyIf(cutting, () -> locate(partition));
            case START -> onlyIf(cutting, () -> start(partition));
            case READ -> onlyIf(cutting, () -> read(partition, now));
            case ENCODE -> onlyIf(cutting, () -> encode(partition));
            case STOPPED, GONE -> {}
        }
    }

    private static void onlyIf(boolean wanted, Runnable step) {
        if (wanted) {
            step.run();
        }
    }

    private void locate(OwnedPartition partition) {
        work(partition, "locate", () -> locate.locate(partition.name()), (Locate.Located located) -> {
            Standing standing = located.standing();
            partition.course().located(standing);
            partition.intended(clock.instant());
            partition.committedWith(located.epoch());
            partition.intendedWith(located.intended());
            LOG.infof(
                    "Took over a partition: topic=%s partition=%d standing=%s",
                    partition.name().topic(), partition.name().partition(), standing);
            if (partition.course().reading()) {
                reading.begin(partition);
            }
        });
    }

    private void start(OwnedPartition partition) {
        Ledger ledger = partition.course().ledger();
        CommitNote note = new CommitNote.Settled(ledger.origin().topicId(), ledger.from());
        commit(partition, ledger.committed(), Optional.empty(), note, () -> {
            partition.course().startCommitted();
            reading.begin(partition);
        });
    }

    private void read(OwnedPartition partition, Instant now) {
        Course course = partition.course();
        if (reading.cutIfDue(partition, now)) {
            return;
        }
        reading.advanceTo(partition, now).ifPresent(position -> {
            CommitNote note = new CommitNote.Settled(
                    course.ledger().origin().topicId(), course.ledger().from());
            // Of the markers' own leader nothing is known here, and an older one would look like a loss.
            commit(partition, position, Optional.empty(), note, () -> {
                course.advanced(position);
                partition.committedWith(Optional.empty());
            });
        });
    }

    private void encode(OwnedPartition partition) {
        var range = Objects.requireNonNull(partition.course().ledger().cutting());
        List<SourceRecord> records = partition.records();
        work(partition, "encode", () -> seal.seal(range, records), (Seal.Sealed sealed) -> {
            partition.course().encoded(sealed.intent());
            partition.intended(clock.instant());
            partition.encodedInto(sealed.file());
        });
    }

    private void store(OwnedPartition partition) {
        Intent intent = partition.course().intent();
        @Nullable Encoded file = partition.file();
        boolean firstTry = partition.failures() == 0;
        long committed = partition.course().ledger().committed();
        Claim claim = partition.claim();
        work(
                partition,
                "store",
                () -> finish.finish(intent, committed, file, firstTry, claim),
                facts -> partition.course().stored());
    }

    private void settle(OwnedPartition partition) {
        Ledger ledger = partition.course().ledger();
        long until = Objects.requireNonNull(ledger.cutting()).until();
        Optional<Integer> epoch = partition.readEpoch();
        commit(partition, until, epoch, new CommitNote.Settled(ledger.origin().topicId(), until), () -> {
            partition.course().committed();
            fresh(partition);
            partition.committedWith(epoch);
            partition.release();
            reading.begin(partition);
        });
    }

    private void fresh(OwnedPartition partition) {
        SourceRecord first = partition.first();
        if (first != null) {
            observer.settled(
                    partition.name().topic(),
                    clock.instant(),
                    Instant.ofEpochMilli(first.timestamp()),
                    Records.eventTime(first));
        }
    }

    private void commit(
            OwnedPartition partition, long offset, Optional<Integer> epoch, CommitNote note, Runnable then) {
        switch (commits.commit(partition.name(), offset, epoch, note)) {
            case COMMITTED -> {
                partition.succeeded();
                then.run();
            }
            case LATER -> later(partition, "commit", "the commit was not answered");
            case SKIPPED -> {}
            case FENCED -> {
                observer.fenced();
                lookForOverlaps(partition);
                partition.restart();
                later(partition, "commit", "the commit was refused");
            }
        }
    }

    /** Our file is stored, and the partition another's: did that one know of it? */
    private void lookForOverlaps(OwnedPartition partition) {
        if (partition.course().phase() == Course.Phase.COMMIT) {
            Intent intent = partition.course().intent();
            workers.submit(() -> new Done<>(finish.lookForOverlaps(intent)), outcome -> {});
        }
    }

    private <T> void work(OwnedPartition partition, String step, Callable<Outcome<T>> work, Consumer<T> then) {
        Claim claim = partition.claim();
        partition.working();
        workers.submit(work, outcome -> {
            if (!claim.holds()) {
                return;
            }
            switch (outcome) {
                case Done<T>(T value) -> {
                    partition.succeeded();
                    then.accept(value);
                }
                case Retry<T>(String why) -> later(partition, step, why);
                case Restart<T>(String why) -> {
                    partition.restart();
                    later(partition, step, why);
                }
                case Stop<T>(String why) -> stop(partition, why);
            }
        });
    }

    private void later(OwnedPartition partition, String step, String why) {
        int failures = partition.countFailure();
        observer.retry(step);
        LOG.warnf(
                "A step failed and is tried again: step=%s topic=%s partition=%d failures=%d reason=%s",
                step, partition.name().topic(), partition.name().partition(), failures, why);
        partition.failed(why, clock.instant(), backoff.after(failures));
    }

    /** Reading this partition fails, whatever the others do: it rests, ever longer, and begins anew. */
    void unreadable(OwnedPartition partition, String why) {
        int failures = partition.countUnreadable(why);
        partition.restart();
        reading.hold(partition.name());
        observer.retry("read");
        if (failures == UNREADABLE_ALARM) {
            observer.alarm(partition.name().topic(), partition.name().partition());
        }
        LOG.warnf(
                "A partition cannot be read and is tried again: topic=%s partition=%d failures=%d reason=%s",
                partition.name().topic(), partition.name().partition(), failures, why);
        partition.failed(why, clock.instant(), backoff.after(failures));
    }

    /** The broker has not, or no longer, what was relayed last. */
    void truncated(OwnedPartition partition) {
        if (partition.truncatedAgain()) {
            stop(partition, "the broker has lost records that were relayed: its log was cut off and written anew");
        } else {
            partition.restart();
        }
        reading.hold(partition.name());
    }

    private void stop(OwnedPartition partition, String why) {
        partition.stop(why);
        observer.alarm(partition.name().topic(), partition.name().partition());
        LOG.errorf(
                "A partition stops until a person has looked, %s: topic=%s partition=%d",
                why, partition.name().topic(), partition.name().partition());
    }
}
