package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The dbt project over a copy of what the relay wrote: all its tests pass, and its tables are what the twin's views are. */
@Order(6)
@ExtendWith(RunningFreshet.Shared.class)
class DbtIT {
    private static final Path PROJECT = Command.home().resolve("warehouse/dbt");
    /** Rows and a hash over all of them; when they were loaded differs. */
    private static final String DIGEST =
            "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::VARCHAR, '|' ORDER BY t::VARCHAR)), '')"
                    + " AS digest FROM (SELECT COLUMNS(lambda c: c <> 'loaded_at') FROM %s) t";

    @Test
    void dbtBuildsOnDuckDbWhatTheTwinShows(RunningFreshet freshet, @TempDir Path folder) throws Exception {
        readings(freshet);
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            Command books = freshet.run("reconcile", "--grace", "PT0S");
            assertThat(books.code()).as(books.output()).isZero();
        });
        Path files = folder.resolve("files");
        copy(freshet.data().resolve("store/objects/freshet/v1"), files.resolve("v1"));

        String built = dbt(folder, "build", "--vars", "{bronze_files: " + files + "}");
        assertThat(built).contains("Completed successfully").doesNotContain("WARN=1");
        // The second time nothing is new for what is incremental, and it stays as it was.
        Map<String, String> once = digests(folder);
        dbt(folder, "build", "--vars", "{bronze_files: " + files + "}");
        assertThat(digests(folder)).isEqualTo(once);

        for (Map.Entry<String, String> model : once.entrySet()) {
            if (!model.getKey().equals("gold.fct_orders_realtime")) {
                assertThat(freshet.value(DIGEST.formatted(model.getKey())))
                        .as(model.getKey())
                        .isEqualTo(model.getValue());
            }
        }
        assertThat(once).hasSize(19);
        assertThat(once.get("gold.sensors_hourly")).isNotNull();
        assertThat(freshet
                        .rows(
                                "SELECT strftime(\"hour\", '%Y-%m-%d %H') AS h, readings, temperature_max AS t FROM gold.sensors_hourly"
                                        + " WHERE device_id = 'room-1'")
                        .stream()
                        .map(row -> row.path("h").asText() + " "
                                + row.path("readings").asLong() + " "
                                + row.path("t").asDouble()))
                .as("an independent calculation over the file that was sent")
                .containsExactlyInAnyOrderElementsOf(hoursOfTheFile());
    }

    /** Unless an earlier test sent them. */
    private static void readings(RunningFreshet freshet) {
        if (freshet.value("SELECT count(*) FROM bronze.sensor_readings").equals("0")) {
            Command sent = freshet.run(
                    "send",
                    "sensor-readings",
                    "examples/data/uci-occupancy-2015-02.csv",
                    "--columns",
                    "-,timestamp,temperature,humidity,light,co2,humidity_ratio,occupancy",
                    "--set",
                    "device_id=room-1");
            assertThat(sent.code()).as(sent.output()).isZero();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> freshet.value("SELECT count(*) FROM bronze.sensor_readings")
                            .equals("8143"));
        }
    }

    private static List<String> hoursOfTheFile() throws IOException {
        Map<String, Long> count = new TreeMap<>();
        Map<String, Double> most = new TreeMap<>();
        for (String line : Files.readAllLines(Command.home().resolve("examples/data/uci-occupancy-2015-02.csv"))) {
            String[] cells = line.replace("\"", "").split(",", -1);
            if (cells.length > 2 && cells[1].matches("\\d{4}-.*")) {
                String hour = cells[1].substring(0, 13);
                count.merge(hour, 1L, Long::sum);
                most.merge(hour, Double.valueOf(cells[2]), Math::max);
            }
        }
        List<String> hours = new ArrayList<>();
        count.forEach((hour, readings) -> hours.add(hour + " " + readings + " " + most.get(hour)));
        return hours;
    }

    private static Map<String, String> digests(Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("digest.py"), """
                import duckdb, json, sys
                db = duckdb.connect(sys.argv[1], read_only=True)
                db.execute("SET TimeZone = 'UTC'")
                tables = db.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE schema_name IN ('silver', 'gold')").fetchall()
                print(json.dumps({name: db.execute(sys.argv[2].replace('%s', name)).fetchone()[0] for (name,) in tables}))
                """);
        String printed = run(
                folder,
                python().toString(),
                script.toString(),
                folder.resolve("freshet.duckdb").toString(),
                DIGEST);
        Map<String, String> digests = new TreeMap<>();
        JsonNode read = new JsonMapper().readTree(printed);
        read.properties()
                .forEach(model -> digests.put(model.getKey(), model.getValue().asText()));
        return digests;
    }

    private static Path python() throws IOException, InterruptedException {
        return Fakesnow.python("dbt", PROJECT.resolve("requirements.txt"));
    }

    private static String dbt(Path folder, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(python().resolveSibling("dbt").toString(), "--no-use-colors"));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--project-dir", PROJECT.toString(),
                "--profiles-dir", PROJECT.toString(),
                "--target-path", folder.resolve("target").toString(),
                "--log-path", folder.resolve("logs").toString()));
        return run(folder, command.toArray(String[]::new));
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("DBT_SEND_ANONYMOUS_USAGE_STATS", "false");
        builder.environment()
                .put("FRESHET_DBT_FILE", folder.resolve("freshet.duckdb").toString());
        Process process = builder.start();
        boolean ended = process.waitFor(4, TimeUnit.MINUTES);
        assertThat(ended && process.exitValue() == 0)
                .as("%s%n%s", List.of(command), Files.readString(output))
                .isTrue();
        return Files.readString(output);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
