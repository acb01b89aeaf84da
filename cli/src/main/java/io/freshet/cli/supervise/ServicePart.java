package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.HttpReadiness;
import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartSpec;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One of Freshet's services as a part: its packaged program in a JVM of its own.
 *
 * @param module which is also its name
 * @param heapMegabytes the upper limit of its heap
 * @param others what else it listens on, by the setting that says where
 */
record ServicePart(
        String module, int heapMegabytes, PortName http, PortName management, SortedMap<String, PortName> others) {
    /** Room for all that its own bounds let in at once: bodies, records under way and the producer's buffer. */
    static final ServicePart GATEWAY = new ServicePart(
            "ingest-gateway",
            320,
            PortName.GATEWAY,
            PortName.GATEWAY_MANAGEMENT,
            new TreeMap<>(Map.of(
                    "freshet.gateway.mqtt.port", PortName.MQTT,
                    "freshet.gateway.mqtt.websocket-port", PortName.MQTT_WEBSOCKET)));

    static final ServicePart PROCESSOR = new ServicePart(
            "stream-processor", 192, PortName.PROCESSOR, PortName.PROCESSOR_MANAGEMENT, new TreeMap<>());
    static final ServicePart RELAY =
            new ServicePart("snowflake-relay", 256, PortName.RELAY, PortName.RELAY_MANAGEMENT, new TreeMap<>());

    /** The name that people use: {@code gateway}, {@code processor}, {@code relay}. */
    String name() {
        return http.label();
    }

    /** @param settings handed to the program as system properties */
    PartSpec spec(Path data, Ports ports, Map<String, String> settings, Map<String, String> environment) {
        Path folder = data.resolve(name()).toAbsolutePath().normalize();
        List<PartPort> listening = new ArrayList<>();
        listening.add(new PartPort(http.label(), ports.of(http)));
        listening.add(new PartPort(management.label(), ports.of(management)));
        others.values().forEach(name -> listening.add(new PartPort(name.label(), ports.of(name))));
        return new PartSpec(
                name(),
                command(ports, settings),
                environment,
                listening,
                folder,
                List.of(),
                Map.of(),
                HttpReadiness.ok(URI.create(ports.http(management) + "/q/health/ready")));
    }

    /** The same program as a tool that ends by itself, beside the one that serves: on any ports, its log on standard error. */
    List<String> tool(Map<String, String> settings) {
        return command(
                0,
                0,
                settings,
                "-Dquarkus.log.console.stderr=true",
                "-Dquarkus.log.level=WARN",
                "-Dquarkus.banner.enabled=false");
    }

    private List<String> command(Ports ports, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        others.forEach((setting, name) -> all.put(setting, Integer.toString(ports.of(name))));
        return command(ports.of(http), ports.of(management), all);
    }

    private List<String> command(int httpPort, int managementPort, Map<String, String> settings, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.net.preferIPv4Stack=true",
                "-Duser.timezone=UTC",
                // A line for each time that a service is asked while it starts would be most of its log.
                "-Dquarkus.log.category.\"io.smallrye.health\".level=WARN",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + httpPort,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + managementPort));
        command.addAll(List.of(more));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(program().toString());
        return command;
    }

    private Path program() {
        Path program = FreshetHome.locate().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(program)) {
            throw new Failure(program + " is missing. Build it: ./mvnw -q -Dquick package");
        }
        return program;
    }
}
