package io.freshet.benchmarks.processor;

import io.freshet.benchmarks.gateway.ServerProcess;
import io.freshet.local.LocalKafka;
import io.freshet.local.LocalRegistry;
import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.PartPort;
import io.freshet.local.types.EventTypes;
import io.freshet.model.TypeName;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What a case measures with: broker and registry, topics of sales, and programs that read them, each in a process of its own. */
final class ProcessorBench implements AutoCloseable {
    static final int PARTITIONS = 4;
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Duration GRACE = Duration.ofMinutes(1);
    /** The processor's default. */
    static final Duration COMMIT = Duration.ofMillis(250);

    private static final int CACHE_BYTES = 16 * 1024 * 1024;
    private static final Pattern CPU = Pattern.compile("CPU seconds: ([0-9.]+)");

    private final Path folder;
    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final ConfluentRegistry schemas;
    private int runs;

    ProcessorBench() throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(FreshetHome.locate().resolve("benchmarks/target")), "processor-");
        kafka = LocalKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start(folder.resolve("registry"));
        schemas = ConfluentRegistry.at(registry.url(), folder.resolve("schemas"));
        EventTypes.installBuiltIns(kafka.bootstrapServers(), schemas);
    }

    String bootstrap() {
        return kafka.bootstrapServers();
    }

    /** A new topic of sales, filled. */
    String sales(int count, Sales.Customers customers) {
        String topic = topic();
        new Sales(bootstrap(), idOf(topic)).write(topic, count, customers);
        return topic;
    }

    /** A new topic of sales, empty. */
    String topic() {
        String topic = "sales-" + ++runs;
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)
                            .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The broker does not make a topic", e);
        }
        return topic;
    }

    /** The schema's id, which is the same for all topics. */
    int idOf(String topic) {
        return switch (schemas.register(TypeName.subject(topic), Sales.SCHEMA)) {
            case Answer.Found<SchemaRegistry.Registered>(var registered) -> registered.id();
            case Answer<SchemaRegistry.Registered> other -> throw new IllegalStateException("not registered: " + other);
        };
    }

    /** The packaged processor with one declared job, with all defaults but its places. */
    Reader declared(String source, String emit, String... options) throws IOException {
        String job = "totals-" + ++runs;
        Path jobs = Files.createDirectories(folder.resolve(job).resolve("jobs"));
        Files.writeString(
                jobs.resolve(job + ".yaml"), """
                name: %s
                from: %s
                group: { by: [customer] }
                window: { tumbling: %dm, grace: %dm, emit: %s }
                measures:
                  events: count()
                  amount: sum(amount)
                  last_at: max(_time)
                """.formatted(job, source, WINDOW.toMinutes(), GRACE.toMinutes(), emit));
        return new Reader(this, "bench-" + job + "-v1", source, job, () -> processor(job, "first", options));
    }

    /** The packaged processor with the jobs that run by default. */
    ServerProcess shipped() throws IOException {
        return processor("shipped", "first", List.of());
    }

    long brokerPid() {
        return kafka.pid();
    }

    /** @param instance names its folder */
    ServerProcess processor(String job, String instance, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Dfreshet.processor.jobs-dir=" + folder.resolve(job).resolve("jobs"));
        // One job alone: its file takes the place of a shipped one of its name.
        all.add("-Dfreshet.processor.jobs=" + job);
        return processor(job, instance, all);
    }

    private ServerProcess processor(String job, String instance, List<String> options) throws IOException {
        int port = PartPort.free("processor").number();
        Path own = Files.createDirectories(folder.resolve(job).resolve(instance));
        List<String> arguments = new ArrayList<>(jvm());
        arguments.addAll(List.of(
                "-Dkafka.bootstrap.servers=" + bootstrap(),
                "-Dfreshet.registry.url=" + registry.url(),
                "-Dfreshet.registry.cache-dir=" + own.resolve("schemas"),
                "-Dfreshet.processor.application-id=bench",
                "-Dfreshet.processor.state-dir=" + own.resolve("state"),
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + PartPort.free("management").number()));
        arguments.addAll(options);
        arguments.addAll(List.of(
                "-jar",
                FreshetHome.locate()
                        .resolve("stream-processor/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        return ServerProcess.java(own.resolve("processor.log"), port, arguments);
    }

    /**
     * The same job with the stock DSL.
     *
     * @param kept whether it also reads its committed results back, to be asked for
     */
    Reader stock(String source, boolean kept) throws IOException {
        String job = "stock-" + ++runs;
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(job, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The broker does not make a topic", e);
        }
        Path own = Files.createDirectories(folder.resolve(job));
        List<String> arguments = new ArrayList<>(List.of("-Xmx384m", "-XX:+UseSerialGC"));
        arguments.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StockTotals.class.getName(),
                bootstrap(),
                job,
                source,
                job,
                own.resolve("state").toString(),
                Long.toString(COMMIT.toMillis()),
                Integer.toString(CACHE_BYTES),
                Boolean.toString(kept)));
        return new Reader(this, job, source, job, () -> ServerProcess.java(own.resolve("stock.log"), 0, arguments));
    }

    /** Kafka's own consumer alone: events per CPU-second. */
    double consumerPerf(String source, int count) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConsumerPerf.class.getName(),
                        "--bootstrap-server",
                        bootstrap(),
                        "--topic",
                        source,
                        "--num-records",
                        Integer.toString(count)))
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher cpu = CPU.matcher(said);
        if (!cpu.find()) {
            throw new IllegalStateException("The perf test failed: " + said);
        }
        return count / Double.parseDouble(cpu.group(1));
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    Path folder() {
        return folder;
    }

    /** As {@code ./freshet up} starts it, with a heap that is not what is measured; the property gives more, for experiments. */
    private static List<String> jvm() {
        List<String> options =
                new ArrayList<>(List.of("-Xmx384m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        String more = System.getProperty("freshet.bench.processor", "");
        if (!more.isBlank()) {
            options.addAll(List.of(more.strip().split(" +")));
        }
        return options;
    }

    @Override
    public void close() {
        schemas.close();
        registry.close();
        kafka.close();
    }
}
