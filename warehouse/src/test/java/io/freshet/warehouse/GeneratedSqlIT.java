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

/** The twin's views and the models of dbt are what the generator makes of Snowflake's SQL, today; and they say the same. */
class GeneratedSqlIT {
    private static final Path MODELS = Python.module().resolve("src/main/resources/io/freshet/warehouse/models");
    private static final Path TWIN =
            Python.module().resolveSibling("local-stack/src/main/resources/io/freshet/local/twin/warehouse");
    private static final Path DBT = Python.module().resolve("dbt/models");

    @Test
    void theTwinsViewsAndTheModelsOfDbtAreMadeFromSnowflakesSql(@TempDir Path twin, @TempDir Path dbt)
            throws Exception {
        Python.withFakesnow().run(Python.module().resolve("sql/generate.py"), MODELS, twin, dbt);

        String how = "make them anew: python3 warehouse/sql/generate.py " + MODELS + " " + TWIN + " " + DBT;
        assertThat(made(twin)).as(how).isNotEmpty().isEqualTo(made(TWIN));
        for (String layer : new String[] {"silver", "gold"}) {
            assertThat(made(dbt.resolve(layer))).as(how).isNotEmpty().isEqualTo(made(DBT.resolve(layer)));
        }
    }

    /** Snowflake's SQL as fakesnow understands it, against what the generator made of it, row by row. */
    @Test
    void bothGiveTheSameRows() throws Exception {
        String said = Python.withFakesnow()
                .run(
                        Python.module().resolve("sql/compare.py"),
                        MODELS,
                        TWIN,
                        Python.module().resolve("sql/bronze.json"));

        assertThat(said).contains("18 models, all the same");
    }

    /** By name: those that begin with a word of the generator. */
    private static Map<String, String> made(Path folder) throws IOException {
        Map<String, String> made = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".sql")).toList()) {
                String text = Files.readString(file);
                if (text.startsWith("-- Made")) {
                    made.put(file.getFileName().toString(), text);
                }
            }
        }
        return made;
    }
}
