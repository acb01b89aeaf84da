package io.freshet.processor.proof;

import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.HttpReadiness;
import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartProcess;
import io.freshet.local.part.PartSpec;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One packaged processor in a process of its own, with its own state and ports; it can be killed and started again. */
final class Instance implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(3);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final PartPort http = PartPort.free("http");
    private final PartPort management = PartPort.free("management");
    private final PartSpec spec;
    private PartProcess process;

    /** Starts it; returns at once. */
    Instance(ProofStack stack, Path directory, Path jobs, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.port=" + http.number(),
                "-Dquarkus.management.port=" + management.number(),
                "-Dkafka.bootstrap.servers=" + stack.kafka.bootstrapServers(),
                "-Dfreshet.registry.url=" + stack.registry.url(),
                "-Dfreshet.registry.cache-dir=" + directory.resolve("schemas"),
                "-Dfreshet.processor.state-dir=" + directory.resolve("state"),
                "-Dfreshet.processor.session-timeout=6s",
                "-Dfreshet.processor.idle-after=15s",
                "-Dfreshet.processor.jobs-dir=" + jobs));
        command.addAll(List.of(options));
        Path program = FreshetHome.locate().resolve("stream-processor/target/quarkus-app/quarkus-run.jar");
        command.addAll(List.of("-jar", program.toString()));
        spec = new PartSpec(
                "processor",
                command,
                Map.of(),
                List.of(http, management),
                directory.resolve("log"),
                List.of(),
                Map.of(),
                HttpReadiness.ok(URI.create("http://127.0.0.1:" + management.number() + "/q/health/ready")));
        process = PartProcess.startTethered(spec);
    }

    void awaitReady() {
        process.awaitReady(READY);
    }

    /** Whether it says so now; restored, that is, and at work. */
    boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + management.number() + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As {@code kill -9} would, and again from what it left on its disk. */
    void killAndStart() {
        process.kill();
        process = PartProcess.startTethered(spec);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** What a meter of the job says now; 0 where there is none. */
    double metric(String name, String job) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + management.number() + "/q/metrics"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("job=\"" + job + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http.number() + path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.kill();
        }
    }
}
