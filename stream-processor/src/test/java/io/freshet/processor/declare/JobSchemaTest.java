package io.freshet.processor.declare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What editors are told of a job's file: nothing that is right is called wrong, and the shape of what is wrong is seen. */
class JobSchemaTest {
    static final List<String> SHIPPED = ShippedJobs.NAMES;
    private static final Path HOME = Path.of(System.getProperty("freshet.home"));

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void everyShippedJobFitsTheSchema(String name) throws IOException {
        assertThat(complaints(ShippedJobs.text(name))).isEmpty();
    }

    @Test
    void everyExampleFitsTheSchema() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("examples/jobs"))) {
            List<Path> examples =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(examples).isNotEmpty();
            for (Path example : examples) {
                assertThat(complaints(Files.readString(example)))
                        .as(example.toString())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from-empty-list",
                "group-is-text",
                "misspelt-field",
                "name-missing",
                "name-with-capitals",
                "pattern-incomplete",
                "silence-without-after",
                "two-behaviours",
                "unknown-field",
                "version-zero",
                "window-bad-duration",
                "window-emit-misspelt",
                "window-of-two-kinds",
                "window-without-kind"
            })
    void aFileOfAWrongShapeDoesNotFit(String wrong) throws IOException {
        Path file = HOME.resolve("stream-processor/src/test/resources/wrong-jobs/" + wrong + ".yaml");
        assertThat(complaints(Files.readString(file))).isNotEmpty();
    }

    private static Set<ValidationMessage> complaints(String yaml) throws IOException {
        JsonMapper json = new JsonMapper();
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(json.readTree(HOME.resolve("docs/job.schema.json").toFile()));
        JsonNode job = json.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        return schema.validate(job);
    }
}
