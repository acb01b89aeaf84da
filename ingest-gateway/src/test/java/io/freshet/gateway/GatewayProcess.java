package io.freshet.gateway;

import static org.awaitility.Awaitility.await;

import io.freshet.local.part.PartPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged gateway in a process of its own, and HTTP to it. */
final class GatewayProcess implements AutoCloseable {
    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Path PROGRAM = Path.of("target", "quarkus-app", "quarkus-run.jar");

    final int port = PartPort.free("http").number();
    final int managementPort = PartPort.free("management").number();
    private final Path log;
    private final Process process;

    private GatewayProcess(Path directory, Map<String, String> settings) {
        log = directory.resolve("gateway.log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        settings.forEach(
                (name, value) -> command.add(name.startsWith("-X") ? name + value : "-D" + name + "=" + value));
        command.addAll(List.of(
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + managementPort,
                "-Dquarkus.shutdown.delay=0S",
                "-jar",
                PROGRAM.toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts a gateway on the stack and waits until it is ready. */
    static GatewayProcess start(Map<String, String> more) {
        GatewayProcess gateway = launch(more);
        gateway.awaitReady();
        return gateway;
    }

    /** Starts a gateway and waits until it listens, ready or not. */
    static GatewayProcess launch(Map<String, String> more) {
        GatewayProcess gateway = spawn(more);
        await().atMost(Duration.ofMinutes(3))
                .until(() -> !gateway.process.isAlive() || gateway.log().contains("Listening on"));
        if (!gateway.process.isAlive()) {
            throw new AssertionError(gateway.log());
        }
        return gateway;
    }

    static GatewayProcess spawn(Map<String, String> more) {
        Stack stack = Stack.get();
        Path directory = stack.newDirectory("gateway");
        Map<String, String> settings = new java.util.TreeMap<>(Map.of(
                "kafka.bootstrap.servers", stack.kafka.bootstrapServers(),
                "freshet.registry.url", stack.registry.url(),
                "freshet.registry.cache-dir", directory.resolve("schemas").toString(),
                "freshet.gateway.durability", "development",
                "freshet.gateway.catalogue.refresh", "1S"));
        settings.putAll(more);
        return new GatewayProcess(directory, settings);
    }

    void awaitReady() {
        await().atMost(Duration.ofMinutes(3)).until(this::isReady);
    }

    boolean isReady() {
        return health("ready") == 200;
    }

    int health(String kind) {
        try {
            return CLIENT.send(management("/q/health/" + kind), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String metrics() {
        return managed("/q/metrics");
    }

    /** What the readiness says in words. */
    String ready() {
        return managed("/q/health/ready");
    }

    private String managed(String path) {
        try {
            return CLIENT.send(management(path), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest management(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    HttpResponse<String> post(String type, String body) {
        return post(type, "application/json", body);
    }

    HttpResponse<String> post(String type, String contentType, String body) {
        return postAsync(type, contentType, body).join();
    }

    CompletableFuture<HttpResponse<String>> postAsync(String type, String contentType, String body) {
        return send(request("/v1/events/" + type)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    long pid() {
        return process.pid();
    }

    /** The most memory it ever had resident, in MiB; 0 where the system does not tell. */
    long residentMiB() {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status, StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double gauge(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to stop, as an operator does. */
    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    int awaitExit() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The gateway does not stop");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
