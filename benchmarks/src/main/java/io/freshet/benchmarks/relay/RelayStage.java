package io.freshet.benchmarks.relay;

import io.freshet.local.LocalKafka;
import io.freshet.local.LocalRegistry;
import io.freshet.local.LocalStore;
import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.PartPort;
import io.freshet.local.types.EventTypes;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.TypeName;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Broker, registry, store and the packaged relay, each a process of its own. */
final class RelayStage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final String codec;
    private final Path directory = Files.createTempDirectory("freshet-bench");
    private final LocalKafka kafka = LocalKafka.start(directory.resolve("kafka"));
    private final LocalStore store = LocalStore.start(directory.resolve("store"));
    private final LocalRegistry registry = LocalRegistry.start(directory.resolve("registry"));
    private final int management = PartPort.free("management").number();
    private final HttpClient http = HttpClient.newHttpClient();
    private final BacklogWriter backlog;
    private final Process relay;

    /**
     * What one backlog cost.
     *
     * @param seconds from the moment at which it could be read to the last file's commit
     * @param bytes of the objects
     */
    record Measured(double seconds, double relayCpu, double brokerCpu, double storeCpu, long bytes) {}

    RelayStage(String codec) throws IOException, InterruptedException {
        this.codec = codec;
        ConfluentRegistry client = ConfluentRegistry.at(registry.url(), directory.resolve("cache"));
        EventTypes.installBuiltIns(kafka.bootstrapServers(), client);
        Answer<Registered> type = client.latest(TypeName.subject(BuiltInTypes.USER_ACTIVITY));
        this.backlog = new BacklogWriter(
                kafka.bootstrapServers(), ((Answer.Found<Registered>) type).value().id());
        this.relay = start();
        await("/q/health/ready", "\"status\": \"UP\"");
    }

    String codec() {
        return codec;
    }

    String bootstrap() {
        return kafka.bootstrapServers();
    }

    /** Where the store keeps its objects. */
    Path objects() {
        return directory.resolve("store").resolve("objects");
    }

    void createTopic(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes a backlog that appears all at once, and measures until it is in committed files. */
    Measured relay(String topic, int partitions, int records, int padding) throws IOException, InterruptedException {
        createTopic(topic, partitions);
        try (BacklogWriter.Pending pending = backlog.write(topic, partitions, records, padding)) {
            await("/q/metrics", "topic=\"" + topic + "\"");
            double[] before = cpu();
            long began = System.nanoTime();
            pending.appear();
            await("/q/metrics", "freshet_relay_rows_total{topic=\"" + topic + "\"} " + (double) records);
            double seconds = (System.nanoTime() - began) / 1e9;
            double[] after = cpu();
            return new Measured(
                    seconds, after[0] - before[0], after[1] - before[1], after[2] - before[2], bytes(topic));
        }
    }

    private double[] cpu() throws IOException {
        return new double[] {Cpu.seconds(relay.pid()), Cpu.seconds(kafka.pid()), Cpu.seconds(store.pid())};
    }

    private long bytes(String topic) throws IOException {
        try (Stream<Path> files = Files.walk(objects())) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/" + topic + "/"))
                    .toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    private void await(String path, String wanted) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + management + path);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answer(address).contains(wanted)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("never said: " + wanted);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private String answer(URI address) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dkafka.bootstrap.servers=" + bootstrap(),
                "-Dfreshet.registry.url=" + registry.url(),
                "-Dfreshet.registry.cache-dir=" + directory.resolve("relay-cache"),
                "-Dfreshet.relay.store.endpoint=" + store.endpoint(),
                "-Dfreshet.relay.store.bucket=" + store.bucket(),
                "-Dfreshet.relay.store.path-style=true",
                "-Dfreshet.relay.topics.exclude=ndjson-.*",
                "-Dfreshet.relay.codec=" + codec,
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.port=" + management));
        String more = System.getProperty("freshet.bench.relay.options", "");
        Stream.of(more.split(" ", -1)).filter(option -> !option.isEmpty()).forEach(command::add);
        command.add("-jar");
        command.add(FreshetHome.locate()
                .resolve("snowflake-relay/target/quarkus-app/quarkus-run.jar")
                .toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("relay.log").toFile());
        builder.environment().put("AWS_ACCESS_KEY_ID", store.accessKey());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", store.secretKey());
        return builder.start();
    }

    @Override
    public void close() {
        relay.destroyForcibly().onExit().join();
        http.close();
        backlog.close();
        registry.close();
        store.close();
        kafka.close();
    }
}
