package io.freshet.benchmarks.relay;

import io.freshet.benchmarks.gateway.ServerProcess;
import io.freshet.local.LocalKafka;
import io.freshet.local.LocalRegistry;
import io.freshet.local.LocalStore;
import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.PartPort;
import io.freshet.local.types.EventTypes;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a case measures with: broker, registry, store and relay, each in a process of its own. */
final class RelayBench implements AutoCloseable {
    private static final String GROUP = "bench";

    final ServerProcess relay;
    final StoredFiles files;
    private final Path folder;
    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final LocalStore store;
    private final Admin admin;
    private final int schemaId;

    RelayBench() throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(FreshetHome.locate().resolve("benchmarks/target")), "relay-");
        kafka = LocalKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start(folder.resolve("registry"));
        store = LocalStore.start(folder.resolve("store"));
        files = new StoredFiles(folder.resolve("store/objects").resolve(store.bucket()));
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        schemaId = schemaId();
        relay = startRelay();
    }

    private int schemaId() {
        try (ConfluentRegistry schemas = ConfluentRegistry.at(registry.url(), folder.resolve("schemas"))) {
            EventTypes.installBuiltIns(kafka.bootstrapServers(), schemas);
            if (schemas.latest(Rows.TYPE + "-value") instanceof Answer.Found<Registered>(Registered found)) {
                return found.id();
            }
            throw new IllegalStateException("The registry does not know what it was just told");
        }
    }

    private ServerProcess startRelay() throws IOException {
        int port = PartPort.free("management").number();
        List<String> arguments = new ArrayList<>(options());
        arguments.addAll(List.of(
                "-Dkafka.bootstrap.servers=" + kafka.bootstrapServers(),
                // It is held still while its topics are filled.
                "-Dkafka.session.timeout.ms=300000",
                "-Dfreshet.registry.url=" + registry.url(),
                "-Dfreshet.registry.cache-dir=" + folder.resolve("cache"),
                "-Dfreshet.relay.group-id=" + GROUP,
                "-Dfreshet.relay.topics.include=rows-.*",
                "-Dfreshet.relay.rules.gzip.topics=rows-gzip",
                "-Dfreshet.relay.rules.gzip.codec=gzip",
                "-Dfreshet.relay.rules.lone.topics=rows-lone",
                "-Dfreshet.relay.rules.lone.age=" + Freshness.FLUSH,
                "-Dfreshet.relay.store.endpoint=" + store.endpoint(),
                "-Dfreshet.relay.store.bucket=" + store.bucket(),
                "-Dfreshet.relay.store.path-style=true",
                "-Dquarkus.http.port=" + PartPort.free("http").number(),
                "-Dquarkus.management.port=" + port,
                "-jar",
                FreshetHome.locate()
                        .resolve("snowflake-relay/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        return ServerProcess.java(
                folder.resolve("relay.log"),
                port,
                arguments,
                Map.of("AWS_ACCESS_KEY_ID", store.accessKey(), "AWS_SECRET_ACCESS_KEY", store.secretKey()));
    }

    /** As {@code ./freshet up} starts it; {@code -Dfreshet.bench.relay} gives more, for experiments. */
    private static List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        String more = System.getProperty("freshet.bench.relay", "");
        if (!more.isBlank()) {
            options.addAll(List.of(more.strip().split(" +")));
        }
        return options;
    }

    String bootstrap() {
        return kafka.bootstrapServers();
    }

    Path folder() {
        return folder;
    }

    Rows rows() {
        return new Rows(bootstrap(), schemaId);
    }

    void createTopic(String name, int partitions) throws IOException {
        ask(() -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .get());
    }

    /** How far the group has come in the topic, and whether that is its end. */
    Progress progress(String topic, int partitions) throws IOException {
        return ask(() -> {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int p = 0; p < partitions; p++) {
                ends.put(new TopicPartition(topic, p), OffsetSpec.latest());
            }
            long end = admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(one -> one.offset())
                    .sum();
            Map<TopicPartition, OffsetAndMetadata> commits = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long committed = ends.keySet().stream()
                    .mapToLong(one ->
                            commits.get(one) == null ? 0 : commits.get(one).offset())
                    .sum();
            return new Progress(committed, end);
        });
    }

    /** Offsets, of all partitions together. */
    record Progress(long committed, long end) {
        boolean done() {
            return committed == end;
        }
    }

    private interface Question<T> {
        T ask() throws InterruptedException, ExecutionException;
    }

    private static <T> T ask(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            throw new IOException("The broker does not answer", e);
        }
    }

    @Override
    public void close() throws IOException {
        relay.close();
        admin.close();
        store.close();
        registry.close();
        kafka.close();
        if (!Boolean.getBoolean("freshet.bench.keep")) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
