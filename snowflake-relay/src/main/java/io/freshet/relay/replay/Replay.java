package io.freshet.relay.replay;

import io.freshet.model.registry.SchemaRegistry;
import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.replay.ReplayPlan.Planned;
import io.freshet.relay.source.Backoff;
import io.freshet.relay.source.TopicRule;
import io.freshet.relay.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Writes what is planned under a prefix, with the relay's own encoder, so that the rows are those that the relay wrote. Belongs to no
 * group, commits nothing, tells the manifest nothing. Can be ended at any time and run again.
 */
public final class Replay {
    private final Settings settings;
    private final ObjectStore store;
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final FileEncoder encoder;
    private final ReplayProgress progress;

    /**
     * How it is written.
     *
     * @param rule of the topic, with the names of the replay; a file's records are in memory, so many times {@code partitions}
     * @param partitions at the same time
     * @param backoff after failures
     * @param tries of one step before the replay gives up
     */
    public record Settings(TopicRule rule, int partitions, Duration brokerTimeout, Backoff backoff, int tries) {}

    /** @param readers a new consumer of no group at each call, read_committed, no offset reset */
    public Replay(
            Settings settings,
            ObjectStore store,
            Supplier<Consumer<byte[], byte[]>> readers,
            SchemaRegistry registry,
            InstantSource clock,
            ReplayProgress progress) {
        this.settings = settings;
        this.store = store;
        this.readers = readers;
        this.encoder = new FileEncoder(registry, clock);
        this.progress = progress;
    }

    /** Returns when everything is in the store. */
    public void run(ReplayPlan plan) throws ReplayException, InterruptedException {
        Patience patience = new Patience(settings.backoff(), settings.tries(), Thread::sleep, progress);
        try (ExecutorService threads = Executors.newFixedThreadPool(settings.partitions())) {
            List<Future<?>> running = new ArrayList<>();
            for (Planned planned : plan.ranges()) {
                running.add(threads.submit(() -> {
                    replay(planned.range(), patience);
                    return null;
                }));
            }
            try {
                for (Future<?> one : running) {
                    one.get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof ReplayException known
                        ? known
                        : new ReplayException("The replay broke: " + e.getCause(), e);
            }
        }
    }

    private void replay(Range range, Patience patience) throws ReplayException, InterruptedException {
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            new PartitionReplay(store, encoder, settings.rule(), settings.brokerTimeout(), patience, progress)
                    .run(range, reader);
        }
    }
}
