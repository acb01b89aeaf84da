package io.freshet.relay.source;

import io.freshet.model.registry.SchemaRegistry;
import io.freshet.relay.cut.ByteBudget;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.manifest.Manifest;
import io.freshet.relay.store.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Everything that a relay is made of, ports and settings.
 *
 * @param members a new consumer of the group at each call: read_committed, no auto commit, no offset reset
 * @param readers a new consumer without a group at each call, read_committed
 */
public record RelayParts(
        Settings settings,
        Admin admin,
        Supplier<Consumer<byte[], byte[]>> members,
        Supplier<Consumer<byte[], byte[]>> readers,
        SchemaRegistry registry,
        Stores stores,
        Manifest manifest,
        Rejections rejections,
        InstantSource clock,
        RandomGenerator chance,
        RelayObserver observer) {

    /**
     * How the relay behaves.
     *
     * @param include regular expression of the topics to relay
     * @param exclude regular expression of topics not to relay, beside those that never are
     * @param manifestTopic never relayed: it would feed itself
     * @param putPatience as long as one PUT of anybody may take
     * @param budget bytes of all partitions together
     * @param retryMin first pause after a failed step; doubles up to {@code retryMax}
     * @param watch how often topic ids are looked at
     */
    public record Settings(
            String group,
            String include,
            String exclude,
            String manifestTopic,
            TopicRules rules,
            long budget,
            int workers,
            Duration brokerTimeout,
            Duration retryMin,
            Duration retryMax,
            Duration watch,
            Duration putPatience,
            Duration shutdownTimeout) {}

    PollLoop loop(Consumer<byte[], byte[]> consumer, Workers workers) {
        Broker broker = new Broker(admin, settings.group(), settings.brokerTimeout());
        TopicRules rules = settings.rules();
        FileEncoder encoder = new FileEncoder(registry, clock);
        RangeReader reader = new RangeReader(readers, settings.brokerTimeout());
        Rebuild rebuild = new Rebuild(reader, encoder, broker, observer);
        Overlaps overlaps = new Overlaps(rules, observer);
        Finish finish = new Finish(stores, manifest, rebuild, rejections, overlaps, clock, observer);
        Salvage salvage = new Salvage(stores, finish, clock, settings.putPatience(), observer);
        Reading reading = new Reading(consumer, rules, new ByteBudget(settings.budget()), observer);
        Steps steps = new Steps(
                workers,
                new Locate(broker, manifest, stores, rules, salvage),
                new Seal(broker, encoder, rules, stores.configured().uri()),
                finish,
                new FencedCommits(consumer, settings.brokerTimeout()),
                reading,
                new Backoff(settings.retryMin(), settings.retryMax(), chance),
                clock,
                observer);
        TopicWatch watch = new TopicWatch(broker, workers, clock, settings.watch());
        return new PollLoop(consumer, workers, steps, reading, watch, clock);
    }
}
