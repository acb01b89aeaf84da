package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is made from the interfaces that the services read their configuration by, and is in step with them. */
class ConfigurationReferenceTest {
    private static final Pattern CONSTANT = Pattern.compile("([A-Z]\\w+)\\.([A-Z_]+)");
    private static final String HEAD = """
            # Configuration

            Every property of the three services, made from the interfaces that they are read by. Each can be given as `-Dname=value`, as an
            environment variable (`freshet.gateway.limits.body` is `FRESHET_GATEWAY_LIMITS_BODY`), or in `config/application.properties` beside the
            program. Sizes are written `64K`, `4M`, `1G`; durations `500MS`, `10S`, `5M`, `7D`. What cannot work is refused at start, with the
            property's name. Kafka's clients take their own properties as `kafka.*`, but for those that the promises rest on.
            """;

    @Test
    void theReferenceSaysWhatTheProgramsRead() throws IOException {
        String made = HEAD
                + section("The gateway", "ingest-gateway")
                + section("The stream processor", "stream-processor")
                + section("The relay", "snowflake-relay");
        Path place = Files.writeString(Command.home().resolve("proving-ground/target/configuration.md"), made);

        assertThat(Command.home().resolve("docs/configuration.md"))
                .as("docs/configuration.md is not what the sources say; what they say is in %s: copy it", place)
                .hasContent(made);
    }

    private static String section(String title, String module) throws IOException {
        StringBuilder section =
                new StringBuilder("\n## ").append(title).append("\n\n| Property | Default | |\n|---|---|---|\n");
        for (Path source : mappings(module)) {
            for (Setting setting : Setting.of(source)) {
                section.append(row(setting, module));
            }
        }
        return section.toString();
    }

    private static List<Path> mappings(String module) {
        List<Path> found = sources(module).stream()
                .filter(source -> source.toString().endsWith("Config.java"))
                .filter(ConfigurationReferenceTest::isMapping)
                .toList();
        assertThat(found).as(module).isNotEmpty();
        return found;
    }

    private static List<Path> sources(String module) {
        try (Stream<Path> all = Files.walk(Command.home().resolve(module).resolve("src/main/java"))) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMapping(Path source) {
        try {
            return Files.readString(source).contains("@ConfigMapping(");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(Setting setting, String module) throws IOException {
        String standard = setting.standard().isPresent()
                ? code(resolved(setting.standard().get(), module))
                : setting.type().startsWith("Optional") || setting.type().startsWith("Map") ? "" : "must be given";
        return "| `" + setting.name() + "` | " + standard + " | " + setting.about() + " |\n";
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value.replace("|", "\\|") + "`";
    }

    /** The text of a constant that is named as {@code Type.CONSTANT}, anything else as it is. */
    private static String resolved(String standard, String module) throws IOException {
        Matcher constant = CONSTANT.matcher(standard);
        if (!constant.matches()) {
            return standard;
        }
        Path source = Stream.of(module, "event-model")
                .flatMap(each -> sources(each).stream())
                .filter(each -> each.endsWith(constant.group(1) + ".java"))
                .findFirst()
                .orElseThrow();
        Matcher text = Pattern.compile("\\b" + constant.group(2) + "\\s*=\\s*\"([^\"]*)\"")
                .matcher(Files.readString(source));
        assertThat(text.find()).as(standard).isTrue();
        return text.group(1);
    }
}
