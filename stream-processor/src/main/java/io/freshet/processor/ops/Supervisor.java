package io.freshet.processor.ops;

import io.freshet.processor.ops.Preconditions.Verdict;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;

/**
 * Runs the job whenever it can run.
 *
 * <pre>
 *  WAITING ──▶ STARTING ◀──▶ RUNNING
 *     ▲            │           │      the broker is away, or a fault that replacing threads does not mend
 *     └────────────┴───────────┤
 *                              ▼ stop, from any state
 *                           STOPPED
 * </pre>
 *
 * One thread of its own; the state may be read by any.
 */
final class Supervisor implements Runnable {
    private static final Logger LOG = Logger.getLogger(Supervisor.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);
    private static final int LOOKS_PER_PROBE = 10;
    private static final Duration CLOSING = Duration.ofSeconds(20);

    enum State {
        WAITING,
        STARTING,
        RUNNING,
        STOPPED
    }

    /** @param detail what is waited for; empty while the job runs */
    record Status(State state, String detail) {}

    private final Supplier<Verdict> preconditions;
    private final Function<Verdict.Met, KafkaStreams> job;
    private final Supplier<BrokerProbe> probes;
    private final StopSignal stop;
    private volatile Status status = new Status(State.WAITING, "not started yet");

    Supervisor(
            Supplier<Verdict> preconditions,
            Function<Verdict.Met, KafkaStreams> job,
            Supplier<BrokerProbe> probes,
            StopSignal stop) {
        this.preconditions = preconditions;
        this.job = job;
        this.probes = probes;
        this.stop = stop;
    }

    Status status() {
        return status;
    }

    @Override
    public void run() {
        while (!stop.requested()) {
            try {
                tryOnce();
            } catch (RuntimeException e) {
                LOG.errorf(e, "The job could not run; trying again. reason=%s", e);
                become(State.WAITING, "the job could not run: " + e);
            }
            stop.pause(BEFORE_NEXT_TRY);
        }
        become(State.STOPPED, "the service stops");
    }

    private void tryOnce() {
        switch (preconditions.get()) {
            case Verdict.NotYet(String problem) -> become(State.WAITING, problem);
            case Verdict.Met met -> run(job.apply(met));
        }
    }

    private void run(KafkaStreams streams) {
        try (BrokerProbe broker = probes.get()) {
            streams.start();
            boolean answers = true;
            for (int look = 0; !stop.requested() && lives(streams.state()); look++) {
                if (look % LOOKS_PER_PROBE == 0) {
                    answers = broker.getAsBoolean();
                }
                tell(streams.state(), answers);
                stop.pause(BETWEEN_LOOKS);
            }
        } finally {
            // Leaving at once spares the next owner the wait for the session to expire.
            streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(CLOSING));
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
        if (!next.equals(status)) {
            status = next;
            LOG.infof("The job is %s. job=%s detail=%s", state, "customer-order-totals", detail);
        }
    }
}
