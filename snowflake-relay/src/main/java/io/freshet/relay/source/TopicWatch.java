package io.freshet.relay.source;

import io.freshet.relay.cut.Course.Phase;
import io.freshet.relay.source.Outcome.Done;
import io.freshet.relay.source.Outcome.Restart;
import io.freshet.relay.source.Outcome.Retry;
import io.freshet.relay.source.Outcome.Stop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Asks every few seconds for the ids of all owned topics. A topic that was recreated with nothing behind our position would
 * else never be cut, so nobody would look. Also tells whether the broker answers. Poll thread; asks on a worker.
 */
final class TopicWatch {
    private static final Logger LOG = Logger.getLogger(TopicWatch.class);
    /** Not while it is stored: a file on its way to the store is finished first, it holds the last that there is of its topic. */
    private static final Set<Phase> LOCATED =
            Set.of(Phase.READ, Phase.START, Phase.ENCODE, Phase.INTEND, Phase.COMMIT, Phase.STOPPED);

    private final Broker broker;
    private final Workers workers;
    private final InstantSource clock;
    private final Duration interval;
    private Instant next = Instant.MIN;
    private Instant lastAnswer = Instant.MIN;
    private boolean asking;
    private boolean silent;

    TopicWatch(Broker broker, Workers workers, InstantSource clock, Duration interval) {
        this.broker = broker;
        this.workers = workers;
        this.clock = clock;
        this.interval = interval;
    }

    /** When the broker last answered. */
    Instant lastAnswer() {
        return lastAnswer;
    }

    private void answered() {
        lastAnswer = clock.instant();
        if (silent) {
            LOG.info("The broker answers again");
        }
        silent = false;
    }

    private void silent(String why) {
        if (!silent) {
            LOG.warnf("The broker does not answer, the relay waits for it: reason=%s", why);
        }
        silent = true;
    }

    void look(Collection<OwnedPartition> partitions) {
        Instant now = clock.instant();
        if (asking || now.isBefore(next)) {
            return;
        }
        asking = true;
        Set<String> topics =
                partitions.stream().map(partition -> partition.name().topic()).collect(Collectors.toSet());
        Callable<Outcome<Map<String, String>>> ask = () -> new Done<>(broker.topicIds(topics));
        workers.submit(ask, outcome -> {
            asking = false;
            next = clock.instant().plus(interval);
            switch (outcome) {
                case Done<Map<String, String>>(Map<String, String> ids) -> {
                    answered();
                    partitions.forEach(partition -> compare(partition, ids));
                }
                case Retry<Map<String, String>>(String why) -> silent(why);
                case Stop<?> stop -> silent(stop.why());
                case Restart<?> restart -> silent(restart.why());
            }
        });
    }

    private static void compare(OwnedPartition partition, Map<String, String> ids) {
        String id = ids.get(partition.name().topic());
        if (id == null
                || !LOCATED.contains(partition.course().phase())
                || !partition.course().isLocated()) {
            return;
        }
        if (!id.equals(partition.course().ledger().origin().topicId())) {
            LOG.warnf(
                    "The topic was recreated, its partition starts as new: topic=%s partition=%d topic_id=%s",
                    partition.name().topic(), partition.name().partition(), id);
            partition.restart();
        }
    }
}
