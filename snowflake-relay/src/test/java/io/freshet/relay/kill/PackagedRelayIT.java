package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertEachRecordOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.LocalRegistry;
import io.freshet.local.part.PartPort;
import io.freshet.local.types.EventTypes;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.TypeName;
import io.freshet.model.WireFormat;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, configured as the command line does it, with the registry that it will meet. */
@Timeout(180)
class PackagedRelayIT {
    @TempDir
    Path directory;

    private final int management = PartPort.free("management").number();

    @Test
    void isReadyRelaysAndEndsInGoodOrder() throws Exception {
        try (World world = new World(directory);
                LocalRegistry registry = LocalRegistry.start(directory.resolve("registry"))) {
            ConfluentRegistry client = ConfluentRegistry.at(registry.url(), directory.resolve("cache"));
            EventTypes.installBuiltIns(world.kafka.bootstrapServers(), client);
            Process relay = start(world, registry);
            try {
                await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> get("/q/health/ready") == 200);
                world.send(BuiltInTypes.LOGIN_EVENTS, 4, List.of(undecodable(client), undecodable(client)));
                world.produced.clear();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> world.lake.rows().size() == 2);
                assertThat(world.lake.rows())
                        .allMatch(row -> row.get("type").asText().equals(BuiltInTypes.LOGIN_EVENTS))
                        .allMatch(row -> row.get("_meta").get("topic").asText().equals(BuiltInTypes.EVENTS_REJECTED));
                assertThat(get("/q/health/well")).isEqualTo(200);
                assertThat(text("/q/metrics"))
                        .contains(
                                "freshet_relay_lag{",
                                "freshet_relay_oldest_seconds{",
                                "freshet_relay_intent_age_seconds{",
                                "freshet_relay_delay_seconds_count{since=\"arrival\",topic=\"events.rejected\"}",
                                "freshet_relay_put_seconds_count",
                                "freshet_relay_conflicts_total",
                                "freshet_relay_fenced_total",
                                "freshet_relay_files_total{",
                                "freshet_relay_rows_total{topic=\"events.rejected\"} 2.0",
                                "freshet_relay_bytes_total{",
                                "freshet_relay_cuts_total{reason=",
                                "freshet_relay_rejected_total{topic=\"login-events\"} 2.0",
                                "freshet_relay_held",
                                "freshet_relay_budget 6.7108864E7",
                                "freshet_relay_broken 0.0",
                                "jvm_memory_used_bytes");
                assertThat(text("/q/health/ready")).contains("\"lag\"", "\"oldest-seconds\"", "\"broken\": 0");
                relay.destroy();
                assertThat(relay.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                relay.destroyForcibly().waitFor();
            }
            world.produced.addAll(world.lake.places());
            assertEachRecordOnce(world);
        }
    }

    /** Framed with the type's own schema id, but too short for it. */
    private static byte[] undecodable(ConfluentRegistry client) {
        Answer<Registered> answer = client.latest(TypeName.subject(BuiltInTypes.LOGIN_EVENTS));
        byte[] value = new byte[WireFormat.HEADER_BYTES + 1];
        WireFormat.writeHeader(
                value, 0, ((Answer.Found<Registered>) answer).value().id());
        value[WireFormat.HEADER_BYTES] = 40;
        return value;
    }

    private Process start(World world, LocalRegistry registry) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-Dkafka.bootstrap.servers=" + world.kafka.bootstrapServers(),
                "-Dfreshet.registry.url=" + registry.url(),
                "-Dfreshet.registry.cache-dir=" + directory.resolve("relay-cache"),
                "-Dfreshet.relay.store.endpoint=" + world.store.endpoint(),
                "-Dfreshet.relay.store.bucket=" + world.store.bucket(),
                "-Dfreshet.relay.store.path-style=true",
                "-Dfreshet.relay.cut.age=1s",
                "-Dquarkus.http.port=" + PartPort.free("http").number(),
                "-Dquarkus.management.port=" + management,
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar").toString()));
        Path log = Files.createDirectories(Path.of("target", "relay-logs")).resolve("packaged.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("AWS_ACCESS_KEY_ID", world.store.accessKey());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", world.store.secretKey());
        return builder.start();
    }

    private String text(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + management + path);
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private int get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + management + path);
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
