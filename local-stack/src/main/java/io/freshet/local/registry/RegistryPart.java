package io.freshet.local.registry;

import io.freshet.local.part.FreshetHome;
import io.freshet.local.part.HttpReadiness;
import io.freshet.local.part.JvmCommand;
import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The schema registry as a part. */
public final class RegistryPart {
    public static final String NAME = "registry";
    public static final int DEFAULT_PORT = 8085;
    public static final int DEFAULT_MANAGEMENT_PORT = 8095;

    private static final int HEAP_MB = 256;

    private RegistryPart() {}

    /** Describes a registry with its database under the directory, listening on these ports of the loopback address. */
    public static PartSpec spec(Path dataDirectory, int port, int managementPort) {
        Path data = dataDirectory.toAbsolutePath().normalize();
        List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + data));
        settings(data, port, managementPort).forEach((key, value) -> options.add("-D" + key + "=" + value));
        JvmCommand command = new JvmCommand(
                HEAP_MB,
                options,
                List.of(FreshetHome.part("registry/quarkus-run.jar")),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                List.of());
        return new PartSpec(
                NAME,
                command.toCommand(),
                Map.of(),
                List.of(new PartPort("http", port), new PartPort("management", managementPort)),
                data,
                List.of(),
                Map.of(),
                HttpReadiness.ok(URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7/subjects")));
    }

    /** The base of the Confluent-compatible API. */
    public static String url(PartSpec spec) {
        return "http://127.0.0.1:" + spec.ports().getFirst().number() + "/apis/ccompat/v7";
    }

    private static Map<String, String> settings(Path data, int port, int managementPort) {
        return Map.ofEntries(
                Map.entry("quarkus.http.host", "127.0.0.1"),
                Map.entry("quarkus.http.port", Integer.toString(port)),
                Map.entry("quarkus.management.host", "127.0.0.1"),
                Map.entry("quarkus.management.port", Integer.toString(managementPort)),
                Map.entry("quarkus.banner.enabled", "false"),
                Map.entry("quarkus.http.access-log.enabled", "false"),
                Map.entry("quarkus.http.cors.enabled", "false"),
                Map.entry("quarkus.log.category.\"io.apicurio\".level", "WARN"),
                Map.entry("quarkus.log.category.\"io.quarkus.config\".level", "ERROR"),
                Map.entry("quarkus.log.category.\"io.quarkus.runtime.configuration\".level", "ERROR"),
                Map.entry("apicurio.storage.kind", "sql"),
                Map.entry("apicurio.storage.sql.kind", "h2"),
                // Without WRITE_DELAY=0 the database answers before it has written: a killed registry forgets schemas
                // and gives
                // their ids to others.
                Map.entry("apicurio.datasource.url", "jdbc:h2:file:" + data.resolve("schemas") + ";WRITE_DELAY=0"),
                Map.entry("apicurio.datasource.jdbc.initial-size", "2"),
                Map.entry("apicurio.datasource.jdbc.min-size", "2"),
                Map.entry("apicurio.datasource.jdbc.max-size", "10"),
                Map.entry("apicurio.storage.snapshot.location", data.toString()),
                Map.entry("apicurio.import.work-dir", data.toString()));
    }
}
