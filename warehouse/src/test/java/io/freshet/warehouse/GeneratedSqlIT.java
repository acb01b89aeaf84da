package io.freshet.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The twin's views are what the generator makes of Snowflake's SQL, today. */
class GeneratedSqlIT {
    @Test
    void theTwinsViewsAreMadeFromSnowflakesSql(@TempDir Path made) throws Exception {
        Python python = Python.withFakesnow();

        python.run(
                Python.module().resolve("sql/generate.py"),
                Python.module().resolve("src/main/resources/io/freshet/warehouse/models"),
                made);

        Path checkedIn =
                Python.module().resolveSibling("local-stack/src/main/resources/io/freshet/local/twin/warehouse");
        assertThat(views(made))
                .as(
                        "make them anew: python warehouse/sql/generate.py warehouse/src/main/resources/io/freshet/warehouse/models %s",
                        checkedIn)
                .isNotEmpty()
                .isEqualTo(views(checkedIn));
    }

    private static Map<String, String> views(Path folder) throws IOException {
        Map<String, String> views = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("silver_") || name.startsWith("gold_")) {
                    views.put(name, Files.readString(file));
                }
            }
        }
        return views;
    }
}
