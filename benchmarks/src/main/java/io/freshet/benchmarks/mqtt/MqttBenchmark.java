package io.freshet.benchmarks.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.freshet.benchmarks.gateway.ServerProcess;
import io.freshet.benchmarks.gateway.Usage;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The gateway's MQTT against a bare Vert.x server that acknowledges and throws away, in interleaved pairs of which processor time is
 * compared. Every run checks that what was acknowledged is stored.
 *
 * <p>{@code ./freshet bench mqtt [qos1|latency|idle]}.
 */
public final class MqttBenchmark implements AutoCloseable {
    private static final int PAIRS = Integer.getInteger("freshet.bench.pairs", 5);
    private static final int SECONDS = Integer.getInteger("freshet.bench.seconds", 5);
    private static final int WARM_UP_SECONDS = Integer.getInteger("freshet.bench.warm-up", 20);
    private static final int CLIENTS = 1_000;
    private static final int IDLE = 10_000;
    private static final int PAYLOAD_BYTES = 1_024;
    private static final int PARTITIONS = 4;
    private static final String LOOPS = "2";
    private static final String TYPE = "clickstream-events";
    private static final String TOPIC = "events/" + TYPE;

    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final ServerProcess gateway;
    private final ServerProcess bare;

    private MqttBenchmark() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(FreshetHome.locate().resolve("benchmarks/target")), "mqtt-");
        kafka = LocalKafka.start(folder.resolve("kafka"));
        registry = LocalRegistry.start(folder.resolve("registry"));
        EventTypes.installBuiltIns(
                kafka.bootstrapServers(), ConfluentRegistry.at(registry.url(), folder.resolve("schemas")));
        gateway = startGateway(folder);
        bare = startBare(folder);
    }

    /** @param arguments the cases to run; all if none is named */
    public static void main(String[] arguments) throws IOException {
        List<String> cases = arguments.length == 0 ? List.of("qos1", "latency", "idle") : List.of(arguments);
        try (MqttBenchmark all = new MqttBenchmark()) {
            for (String each : cases) {
                switch (each) {
                    case "qos1" -> all.qos1();
                    case "latency" -> all.latency();
                    case "idle" -> all.idle();
                    default -> throw new IllegalArgumentException("No such case: " + each);
                }
            }
            say("resident at most: gateway %d MiB", Usage.peakResidentMiB(all.gateway.pid()));
        }
    }

    private void qos1() throws IOException {
        try (MqttClients ours = clients(gateway);
                MqttClients theirs = clients(bare)) {
            measured(bare, theirs, false, WARM_UP_SECONDS);
            measured(gateway, ours, true, WARM_UP_SECONDS);
            List<Double> ratios = new ArrayList<>();
            List<Double> rates = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                double least = measured(bare, theirs, false, SECONDS);
                double stored = measured(gateway, ours, true, SECONDS);
                ratios.add(stored / least);
                rates.add(stored);
                say("qos1: bare %.0f messages per CPU-second, gateway %.0f: %.3f", least, stored, stored / least);
            }
            say("qos1: median ratio %.3f (aim 0.2), %.0f a CPU-second (aim 15000)", median(ratios), median(rates));
        }
    }

    private void latency() throws IOException {
        try (MqttClients ours = clients(gateway)) {
            measured(gateway, ours, true, WARM_UP_SECONDS);
            double peak = ours.run(SECONDS, 0).perSecond();
            List<Double> p99 = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                MqttClients.Result result = ours.run(SECONDS, peak / 2);
                p99.add(result.millis(0.99));
                say("latency at %.0f/s: p50 %.1f ms, p99 %.1f ms", peak / 2, result.millis(0.5), result.millis(0.99));
            }
            say("latency: median p99 %.1f ms (aim 50)", median(p99));
        }
    }

    /** Its own peer is mosquitto, if there is one on the path. */
    private void idle() throws IOException {
        double ours = perConnection(gateway.pid(), gateway.port());
        say("idle: gateway %.1f KiB a connection", ours);
        int port = PartPort.free("mosquitto").number();
        Process mosquitto;
        try {
            mosquitto = new ProcessBuilder(
                            System.getProperty("freshet.bench.mosquitto", "mosquitto"), "-p", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            say("idle: there is no mosquitto to compare with");
            return;
        }
        try {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            double theirs = perConnection(mosquitto.pid(), port);
            say("idle: mosquitto %.1f KiB a connection: %.2f (aim at most 4)", theirs, ours / theirs);
        } finally {
            mosquitto.destroy();
        }
    }

    /** KiB that the process has resident for each of many connections that say nothing. */
    private static double perConnection(long pid, int port) throws IOException {
        long before = residentKiB(pid);
        try (MqttClients clients = new MqttClients(port, IDLE, TOPIC, payload())) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
            return (double) (residentKiB(pid) - before) / clients.count();
        }
    }

    private static long residentKiB(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("The system does not say what a process has resident");
    }

    /** Messages per CPU-second of the server. */
    private double measured(ServerProcess server, MqttClients clients, boolean stores, int seconds) throws IOException {
        long before = stores ? stored() : 0;
        double cpu = Usage.cpuSeconds(server.pid());
        double used = 0;
        long acknowledged = 0;
        while (used < seconds) {
            acknowledged += clients.run(1, 0).acknowledged();
            used = Usage.cpuSeconds(server.pid()) - cpu;
        }
        if (stores && stored() - before != acknowledged) {
            throw new IllegalStateException(
                    "%d messages were acknowledged, and %d are stored".formatted(acknowledged, stored() - before));
        }
        return acknowledged / used;
    }

    private static MqttClients clients(ServerProcess of) throws IOException {
        return new MqttClients(of.port(), CLIENTS, TOPIC, payload());
    }

    private static byte[] payload() {
        String head = "{\"user_id\":\"user-1\",\"event_time\":1763633730000,\"page_url\":\"https://shop.example.com/";
        return (head + "x".repeat(PAYLOAD_BYTES - head.length() - 2) + "\"}").getBytes(UTF_8);
    }

    private ServerProcess startGateway(Path folder) throws IOException {
        int port = PartPort.free("mqtt").number();
        List<String> arguments = new ArrayList<>(List.of("-Xmx320m", "-XX:+UseSerialGC"));
        String more = System.getProperty("freshet.bench.gateway", "");
        if (!more.isBlank()) {
            arguments.addAll(List.of(more.strip().split(" +", -1)));
        }
        arguments.addAll(List.of(
                "-Dkafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "-Dfreshet.registry.url=" + registry.url(),
                "-Dfreshet.registry.cache-dir=" + folder.resolve("cache"),
                "-Dfreshet.gateway.durability=development",
                "-Dfreshet.gateway.mqtt.port=" + port,
                "-Dquarkus.http.port=" + PartPort.free("http").number(),
                "-Dquarkus.management.port=" + PartPort.free("management").number(),
                "-jar",
                FreshetHome.locate()
                        .resolve("ingest-gateway/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        ServerProcess server = ServerProcess.java(folder.resolve("gateway.log"), port, arguments);
        try (MqttClients first = new MqttClients(port, 1, TOPIC, payload())) {
            first.run(1, 0);
        }
        return server;
    }

    private static ServerProcess startBare(Path folder) throws IOException {
        int port = PartPort.free("bare").number();
        return ServerProcess.java(
                folder.resolve("bare.log"),
                port,
                List.of(
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareMqtt.class.getName(),
                        Integer.toString(port),
                        LOOPS));
    }

    private long stored() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int p = 0; p < PARTITIONS; p++) {
                ends.put(new TopicPartition(TYPE, p), OffsetSpec.latest());
            }
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The broker does not say what it has", e);
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = DoubleStream.of(values.stream().mapToDouble(v -> v).toArray())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be the only use of another library
    private static void say(String pattern, Object... values) {
        System.out.println(String.format(Locale.ROOT, pattern, values));
    }

    @Override
    public void close() {
        gateway.close();
        bare.close();
        registry.close();
        kafka.close();
    }
}
