package io.freshet.processor;

import io.freshet.local.LocalKafka;
import io.freshet.local.LocalRegistry;
import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.HttpReadiness;
import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broker, a registry and the packaged processor, each a process of its own. What was started ends with {@link #close}. */
public final class ProcessorStack implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(90);

    private final Path directory;
    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final PartPort http = PartPort.free("http");
    private final PartPort management = PartPort.free("management");
    private @Nullable PartProcess processor;

    public ProcessorStack(Path directory) {
        this.directory = directory;
        this.kafka = LocalKafka.start(directory.resolve("kafka"));
        this.registry = LocalRegistry.start(directory.resolve("registry"));
    }

    public LocalKafka kafka() {
        return kafka;
    }

    public LocalRegistry registry() {
        return registry;
    }

    /** Starts the processor; returns at once. */
    public ProcessorStack startProcessor(String... options) {
        processor = PartProcess.startTethered(spec(List.of(options)));
        return this;
    }

    public void awaitReady() {
        running().awaitReady(READY);
    }

    /** As {@code kill -9} would. */
    public void killProcessor() {
        running().kill();
    }

    public void stopProcessor() {
        running().stop(Duration.ofSeconds(30));
    }

    /** As when the machine that runs it next has none of its files. */
    public void deleteState() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    public boolean isAlive() {
        return running().isAlive();
    }

    /** Of the management interface. */
    public URI health(String kind) {
        return URI.create("http://127.0.0.1:" + management.number() + "/q/health/" + kind);
    }

    private PartProcess running() {
        if (processor == null) {
            throw new IllegalStateException("the processor was not started");
        }
        return processor;
    }

    private PartSpec spec(List<String> options) {
        Path program = FreshetHome.locate().resolve("stream-processor/target/quarkus-app/quarkus-run.jar");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.port=" + http.number(),
                "-Dquarkus.management.port=" + management.number(),
                "-Dkafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "-Dfreshet.registry.url=" + registry.url(),
                "-Dfreshet.registry.cache-dir=" + directory.resolve("schemas"),
                "-Dfreshet.processor.state-dir=" + directory.resolve("state")));
        command.addAll(options);
        command.addAll(List.of("-jar", program.toString()));
        return new PartSpec(
                "processor",
                command,
                Map.of(),
                List.of(http, management),
                directory.resolve("processor"),
                List.of(),
                Map.of(),
                HttpReadiness.ok(health("ready")));
    }

    @Override
    public void close() {
        if (processor != null && processor.isAlive()) {
            processor.kill();
        }
        registry.close();
        kafka.close();
    }
}
