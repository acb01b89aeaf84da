package io.freshet.relay.ops;

import io.freshet.model.registry.SchemaRegistry;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.replay.Bound;
import io.freshet.relay.replay.Estimate;
import io.freshet.relay.replay.Planner;
import io.freshet.relay.replay.Replay;
import io.freshet.relay.replay.ReplayException;
import io.freshet.relay.replay.ReplayPlan;
import io.freshet.relay.source.Backoff;
import io.freshet.relay.source.RelayParts;
import io.freshet.relay.source.TopicRule;
import io.freshet.relay.store.Stores;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;

/** The program as a tool: writes a topic again and ends, with 0 when everything is in the store, else with 1. */
@ApplicationScoped
public class ReplayService {
    private final ReplayConfig config;
    private final RelayConfig relay;
    private final Map<String, Object> kafka;
    private final SchemaRegistry registry;
    private final InstantSource clock;

    public ReplayService(
            ReplayConfig config,
            RelayConfig relay,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SchemaRegistry registry,
            InstantSource clock) {
        this.config = config;
        this.relay = relay;
        this.kafka = new HashMap<>(kafka);
        this.registry = registry;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        config.topic()
                .ifPresent(topic -> Thread.ofPlatform().name("replay").start(() -> Quarkus.asyncExit(run(topic))));
    }

    @SuppressWarnings("SystemOut") // a tool talks to the person who started it; the log is for services
    private int run(String topic) {
        try {
            replay(topic, System.out, System.err);
            return 0;
        } catch (ReplayException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            System.err.println("The replay broke: " + e);
        }
        return 1;
    }

    private void replay(String topic, PrintStream out, PrintStream err) throws ReplayException, InterruptedException {
        RelayParts.Settings settings = RelaySettings.relay(relay);
        String prefix = RelaySettings.replayPrefix(config, relay);
        TopicRule rule = RelaySettings.replayRules(relay, prefix).of(topic);
        Bound from = Bound.parse("--from", config.from(), "earliest");
        Bound until = Bound.parse("--to", config.to(), "latest");
        KafkaClients clients = new KafkaClients(
                kafka, settings.group(), relay.groupProtocol(), settings.watch(), settings.brokerTimeout());
        try (Admin admin = clients.admin();
                Stores stores = StoreSettings.stores(relay.store(), clock)) {
            ReplayPlan plan = new Planner(admin, settings.brokerTimeout()).plan(topic, from, until);
            say(plan, stores.configured().uri() + "/" + prefix, out);
            if (config.dryRun()) {
                Estimate estimate = Estimate.of(
                        plan, rule, clients::reader, new FileEncoder(registry, clock), settings.brokerTimeout());
                out.println(String.format(
                        Locale.ROOT,
                        "At most %,d rows, about %,d bytes, %,d compressed. Nothing was written.",
                        estimate.rows(),
                        estimate.rawBytes(),
                        estimate.bytes()));
                return;
            }
            ReplayConsole console = new ReplayConsole(out, err, config.terminal(), clock, plan.offsets());
            Replay.Settings how = new Replay.Settings(
                    rule,
                    config.partitions(),
                    settings.brokerTimeout(),
                    new Backoff(settings.retryMin(), settings.retryMax(), RandomGenerator.getDefault()),
                    config.tries());
            new Replay(how, stores.configured(), clients::reader, registry, clock, console).run(plan);
            console.done();
        }
    }

    private static void say(ReplayPlan plan, String where, PrintStream out) {
        out.println("Replay of " + plan.topic() + " (" + plan.topicId() + ") to " + where);
        for (ReplayPlan.Planned planned : plan.ranges()) {
            out.println(String.format(
                    Locale.ROOT,
                    "  partition %3d  %,d to %,d%s",
                    planned.range().origin().partition(),
                    planned.range().from(),
                    planned.range().until(),
                    planned.lost() > 0
                            ? String.format(Locale.ROOT, "  (%,d before that are no longer in Kafka)", planned.lost())
                            : ""));
        }
    }
}
