package io.freshet.benchmarks.gateway;

import io.freshet.local.LocalKafka;
import io.freshet.local.LocalRegistry;
import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.PartPort;
import io.freshet.local.types.EventTypes;
import io.freshet.model.registry.ConfluentRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What a case measures with: broker, registry, gateway and bare server, each in a process of its own. */
final class Bench implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final String LOOPS = "2";

    final ServerProcess gateway;
    final ServerProcess bare;
    final Peer peer;
    private final LocalKafka kafka;
    private final LocalRegistry registry;

    Bench() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(FreshetHome.locate().resolve("benchmarks/target")), "gateway-");
        kafka = LocalKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start(folder.resolve("registry"));
        EventTypes.installBuiltIns(
                kafka.bootstrapServers(), ConfluentRegistry.at(registry.url(), folder.resolve("schemas")));
        Path payloads = Files.write(folder.resolve("payloads.ndjson"), Events.lines());
        Path records = Files.write(folder.resolve("records.txt"), Events.records());
        peer = new Peer(kafka.bootstrapServers(), payloads, records);
        gateway = startGateway(folder);
        int port = PartPort.free("bare").number();
        bare = ServerProcess.java(
                folder.resolve("bare.log"),
                port,
                List.of(
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareServer.class.getName(),
                        Integer.toString(port),
                        LOOPS));
        awaitServing();
    }

    private ServerProcess startGateway(Path folder) throws IOException {
        int port = PartPort.free("gateway").number();
        List<String> arguments = new ArrayList<>(options());
        arguments.addAll(List.of(
                "-Dkafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "-Dfreshet.registry.url=" + registry.url(),
                "-Dfreshet.registry.cache-dir=" + folder.resolve("cache"),
                "-Dfreshet.gateway.durability=development",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + PartPort.free("management").number(),
                "-jar",
                FreshetHome.locate()
                        .resolve("ingest-gateway/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        return ServerProcess.java(folder.resolve("gateway.log"), port, arguments);
    }

    /** As {@code ./freshet up} starts it; {@code -Dfreshet.bench.gateway} gives more, for experiments. */
    private static List<String> options() {
        List<String> options = new ArrayList<>(List.of("-Xmx320m", "-XX:+UseSerialGC"));
        String more = System.getProperty("freshet.bench.gateway", "");
        if (!more.isBlank()) {
            options.addAll(List.of(more.strip().split(" +", -1)));
        }
        return options;
    }

    private void awaitServing() throws IOException {
        HttpLoad probe = new HttpLoad(gateway.port(), Events.requests(1), 1);
        for (int i = 0; i < 60; i++) {
            if (probe.saturate(1).answered() > 0) {
                return;
            }
        }
        throw new IllegalStateException("The gateway does not take events");
    }

    /** Records in the topic of the events. */
    long stored() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> ends = new java.util.HashMap<>();
            IntStream.range(0, PARTITIONS)
                    .forEach(p -> ends.put(new TopicPartition(Events.TYPE, p), OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(o -> o.offset())
                    .sum();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("The broker does not say what it has", e);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be the only use of another library
    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    @Override
    public void close() {
        gateway.close();
        bare.close();
        registry.close();
        kafka.close();
    }
}
