package io.freshet.processor.ops;

import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.ops.JobPreconditions.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs one job whenever it can run. Each job has a Kafka Streams of its own, so that one which cannot run, or fails again and
 * again, stops no other.
 *
 * <pre>
 *  WAITING ──▶ STARTING ◀──▶ RUNNING
 *   ▲   ▲          │           │      the broker is away, or a fault that replacing threads does not mend
 *   │   └──────────┴───────────┤
 *   ▼                          ▼ stop, from any state
 *  REFUSED                  STOPPED
 * </pre>
 *
 * One thread of its own; the state may be read by any.
 */
final class Supervisor implements Runnable {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);
    private static final Duration AFTER_A_REFUSAL = Duration.ofSeconds(5);
    private static final int LOOKS_PER_PROBE = 10;

    enum State {
        WAITING,
        /** A person must put something right. */
        REFUSED,
        STARTING,
        RUNNING,
        STOPPED
    }

    /** @param detail what is waited for; empty while the job runs */
    record Status(State state, String detail) {}

    /** A job that was started, or is about to be. */
    record Running(JobPlan plan, KafkaStreams streams) {}

    private final String job;
    private final Supplier<Verdict> preconditions;
    private final JobStart start;
    private final StopSignal stop;
    private volatile Status status = new Status(State.WAITING, "not started yet");
    private volatile @Nullable Running running;

    Supervisor(String job, Supplier<Verdict> preconditions, JobStart start, StopSignal stop) {
        this.job = job;
        this.preconditions = preconditions;
        this.start = start;
        this.stop = stop;
    }

    String job() {
        return job;
    }

    Status status() {
        return status;
    }

    Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    @Override
    public void run() {
        while (!stop.requested()) {
            try {
                tryOnce();
            } catch (RuntimeException e) {
                LOG.errorf(e, "The job could not run; trying again. job=%s reason=%s", job, e);
                become(State.WAITING, "the job could not run: " + e);
            }
            stop.pause(status.state() == State.REFUSED ? AFTER_A_REFUSAL : BEFORE_NEXT_TRY);
        }
        become(State.STOPPED, "the service stops");
    }

    private void tryOnce() {
        switch (preconditions.get()) {
            case Verdict.NotYet(String problem) -> become(State.WAITING, problem);
            case Verdict.Refused(String problem) -> become(State.REFUSED, problem);
            case Verdict.Met met -> run(met);
        }
    }

    private void run(Verdict.Met met) {
        try (JobStart.Started started = start.start(met)) {
            KafkaStreams streams = started.streams();
            running = new Running(met.plan(), streams);
            streams.start();
            boolean answers = true;
            for (int look = 0; !stop.requested() && lives(streams.state()); look++) {
                if (look % LOOKS_PER_PROBE == 0) {
                    answers = started.broker().getAsBoolean();
                }
                tell(streams.state(), answers);
                stop.pause(BETWEEN_LOOKS);
            }
        } finally {
            running = null;
        }
        become(State.WAITING, "the job ended and is started again");
    }

    private void tell(KafkaStreams.State streams, boolean brokerAnswers) {
        if (!brokerAnswers) {
            become(State.WAITING, "waiting for Kafka");
        } else if (streams == KafkaStreams.State.RUNNING) {
            become(State.RUNNING, "");
        } else {
            become(State.STARTING, "taking over partitions and restoring their state");
        }
    }

    private static boolean lives(KafkaStreams.State state) {
        return state == KafkaStreams.State.CREATED
                || state == KafkaStreams.State.RUNNING
                || state == KafkaStreams.State.REBALANCING;
    }

    private void become(State state, String detail) {
        Status next = new Status(state, detail);
        if (next.equals(status)) {
            return;
        }
        status = next;
        if (state == State.REFUSED) {
            LOG.errorf("The job is refused until that is put right. job=%s detail=%s", job, detail);
        } else {
            LOG.infof("The job is %s. job=%s detail=%s", state, job, detail);
        }
    }
}
