package io.freshet.gateway.publish.kafka;

import io.freshet.gateway.publish.EventSink.State;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Looks at the brokers again and again, so that a request never has to find out by waiting: known dead means an answer at once, and
 * recovery needs no request. Its own thread does all that blocks; what it found may be read by any.
 */
final class BrokerWatch {
    private static final Logger LOG = Logger.getLogger(BrokerWatch.class);
    private static final int MISSES_THAT_MEAN_DEAD = 2;
    private static final long EAGER_MILLIS = 50;
    private static final long ANSWER_SECONDS = 3;

    private final Producers producers;
    private final TopicStates topics;
    private final TopicCheck check;
    private final long probeMillis;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("broker-watch").factory());
    private volatile boolean reachable = true;
    private volatile boolean seen;
    private int misses;
    private long nextProbe = System.nanoTime();

    BrokerWatch(Producers producers, TopicStates topics, KafkaSettings settings) {
        this.producers = producers;
        this.topics = topics;
        this.check = new TopicCheck(settings.durability());
        this.probeMillis = settings.probe().toMillis();
    }

    void start() {
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(this::turn, 0, EAGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        thread.shutdownNow();
    }

    /** Whether the brokers answered lately, or have not been asked yet. */
    boolean isReachable() {
        return reachable;
    }

    /** Whether the brokers answered at least once and do so still. */
    boolean isKnownReachable() {
        return seen && reachable;
    }

    /** Names of the topics that are not durable enough to be written to. */
    List<String> refusedTopics() {
        return check.refused();
    }

    CompletionStage<State> prepare(String topic) {
        return topics.want(topic);
    }

    private void turn() {
        try {
            boolean due = System.nanoTime() - nextProbe >= 0;
            if (due) {
                producers.ensure();
                probe();
                nextProbe = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(probeMillis);
            }
            if (reachable && (due || topics.anyPreparing())) {
                topics.wanted().forEach(this::touch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Looking at the brokers failed unexpectedly; it goes on");
        }
    }

    private void probe() throws InterruptedException {
        Admin admin = producers.admin();
        boolean answered = false;
        if (admin != null) {
            try {
                answered = !admin.describeCluster()
                        .nodes()
                        .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .isEmpty();
            } catch (ExecutionException | TimeoutException e) {
                LOG.debugf("The brokers did not answer. reason=%s", e.getMessage());
            }
        }
        note(answered);
    }

    private void note(boolean answered) {
        misses = answered ? 0 : misses + 1;
        boolean now = answered || (reachable && misses < MISSES_THAT_MEAN_DEAD);
        if (now != reachable) {
            LOG.warn(
                    now
                            ? "The Kafka brokers answer again"
                            : "The Kafka brokers do not answer; events go to the spool, or are refused with 503 where there is none");
        }
        reachable = now;
        seen |= answered;
    }

    /** Fetches or refreshes what the producer knows of a topic; with {@code max.block.ms=0} this returns or fails at once. */
    private void touch(String topic) {
        Producer<byte[], byte[]> producer = producers.producer();
        if (producer == null) {
            return;
        }
        try {
            boolean known = !producer.partitionsFor(topic).isEmpty();
            Admin admin = producers.admin();
            boolean isReady = topics.state(topic) == State.READY;
            if (known && (isReady || (admin != null && check.passes(admin, topic)))) {
                topics.ready(topic);
            } else if (check.isRefused(topic)) {
                topics.failed(topic);
            }
        } catch (KafkaException e) {
            LOG.tracef("Topic not known to the producer yet. topic=%s reason=%s", topic, e.getMessage());
        }
    }
}
