package io.freshet.relay.source;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;

/**
 * The relay: one poll thread, which is a member of the group again and again for as long as it runs. Whatever breaks the
 * loop, a new one begins with what the broker says.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration REPORT = Duration.ofMillis(500);

    private final RelayParts parts;
    private final Pattern topics;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Instant nextReport = Instant.MIN;
    private volatile Instant deadline = Instant.MAX;
    private volatile RelayStatus status = RelayStatus.NONE;

    public Relay(RelayParts parts) {
        this.parts = parts;
        this.topics = TopicFilter.pattern(
                parts.settings().include(),
                parts.settings().exclude(),
                parts.settings().manifestTopic());
        this.thread = Thread.ofPlatform().name("relay-poll").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public RelayStatus status() {
        return status;
    }

    /** Whether the poll thread is there at all. */
    public boolean running() {
        return thread.isAlive();
    }

    /** Stops cutting, gives what was intended some time to be finished, leaves the group. */
    @Override
    public void close() {
        Duration bound = parts.settings().shutdownTimeout();
        deadline = parts.clock().instant().plus(bound);
        stopping.countDown();
        try {
            if (!thread.join(bound.plus(parts.settings().brokerTimeout().multipliedBy(2)))) {
                LOG.warn("The relay did not end in time; what it had intended is finished at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped()) {
            try {
                member();
            } catch (RuntimeException e) {
                LOG.errorf(e, "The relay's loop broke and begins again: reason=%s", e.getMessage());
                await(AGAIN);
            }
        }
    }

    private void member() {
        try (Workers workers = new Workers(parts.settings().workers())) {
            Consumer<byte[], byte[]> consumer = parts.members().get();
            try {
                PollLoop loop = parts.loop(consumer, workers);
                consumer.subscribe(topics, loop);
                LOG.infof(
                        "Joining the group: group=%s topics=%s",
                        parts.settings().group(), topics);
                while (!stopped() || mustFinish(loop)) {
                    loop.turn(!stopped());
                    report(loop);
                }
            } finally {
                consumer.close(CloseOptions.timeout(parts.settings().brokerTimeout()));
            }
        }
    }

    private void report(PollLoop loop) {
        Instant now = parts.clock().instant();
        if (!now.isBefore(nextReport)) {
            nextReport = now.plus(REPORT);
            RelayStatus current = loop.status();
            status = current;
            parts.observer().status(current);
        }
    }

    private boolean mustFinish(PollLoop loop) {
        return loop.unfinished() && parts.clock().instant().isBefore(deadline);
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    private void await(Duration pause) {
        try {
            boolean asked = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debugf("Beginning again: stopping=%s", asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
