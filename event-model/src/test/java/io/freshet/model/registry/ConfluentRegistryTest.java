package io.freshet.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfluentRegistryTest {
    private static final String TEXT = "{\"type\":\"record\",\"name\":\"A\",\"fields\":[],\"freshet.ingest\":true}";
    private static final String ESCAPED = TEXT.replace("\"", "\\\"");
    private static final Schema SCHEMA = new Schema.Parser().parse(TEXT);

    @TempDir
    private Path cache;

    private final ScriptedRegistry script = new ScriptedRegistry();
    private @Nullable ConfluentRegistry opened;

    private ConfluentRegistry connect(URI url) {
        return new ConfluentRegistry(url, cache, Duration.ofSeconds(5));
    }

    private ConfluentRegistry registry() {
        if (opened == null) {
            opened = connect(script.url());
        }
        return opened;
    }

    @AfterEach
    void stop() {
        registry().close();
        script.close();
    }

    @Test
    void remembersASchemaInMemoryAndOnDisk() {
        script.says("GET /schemas/ids/7", 200, "{\"schema\":\"" + ESCAPED + "\",\"maxId\":9}");

        assertThat(registry().byId(7)).isEqualTo(new Answer.Found<>(SCHEMA));
        assertThat(registry().byId(7)).isEqualTo(new Answer.Found<>(SCHEMA));
        assertThat(script.requests()).hasSize(1);
        script.close();
        try (ConfluentRegistry later = connect(script.url())) {
            assertThat(later.byId(7)).isEqualTo(new Answer.Found<>(SCHEMA));
            assertThat(((Answer.Found<Schema>) later.byId(7)).value().getObjectProp("freshet.ingest"))
                    .isEqualTo(true);
        }
    }

    @Test
    void aCacheFileThatIsNotWholeIsAskedForAgain() throws IOException {
        script.says("GET /schemas/ids/7", 200, "{\"schema\":\"" + ESCAPED + "\"}");
        registry().byId(7);
        for (Path file : files()) {
            Files.writeString(file, Files.readString(file).replace("ingest\":true", "ingest\":fals"));
        }
        try (ConfluentRegistry later = connect(script.url())) {
            assertThat(((Answer.Found<Schema>) later.byId(7)).value().getObjectProp("freshet.ingest"))
                    .isEqualTo(true);
        }
        assertThat(script.requests()).hasSize(2);
    }

    @Test
    void anotherRegistrysIdsAreNotMixedUpWithThese() {
        script.says("GET /schemas/ids/7", 200, "{\"schema\":\"" + ESCAPED + "\"}");
        registry().byId(7);
        try (ScriptedRegistry other = new ScriptedRegistry();
                ConfluentRegistry fresh = connect(other.url())) {
            other.says("GET /schemas/ids/7", 200, "{\"schema\":\"\\\"string\\\"\"}");
            assertThat(fresh.byId(7)).isEqualTo(new Answer.Found<>(Schema.create(Schema.Type.STRING)));
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            404 | {"error_code":40403,"message":"no such schema"} | Unknown
            404 | {"error_code":40401}                            | Unknown
            404 | {"error_code":404,"message":"HTTP 404"}         | Unavailable
            404 | <html>not found</html>                          | Unavailable
            404 | ``                                              | Unavailable
            401 | {"error_code":401,"message":"secret"}           | Unavailable
            302 | ``                                              | Unavailable
            500 | {"error_code":50001,"message":"db"}             | Unavailable
            200 | ``                                              | Unavailable
            200 | []                                              | Unavailable
            200 | {"schema":7}                                    | Unavailable
            200 | {"schema":"{\\"type\\":\\"nothing\\"}"}         | Refused
            200 | {"schema":"{}","schemaType":"JSON"}             | Refused
            """)
    void saysUnknownOnlyWhenTheRegistrySaidSo(int status, String body, String answer) {
        script.says("GET /schemas/ids/7", status, body);

        assertThat(registry().byId(7).getClass().getSimpleName()).isEqualTo(answer);
        assertThat(registry().byId(7).toString()).doesNotContain("Exception").doesNotContain("secret");
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        script.says("GET /subjects", 200, "[\"" + "a".repeat(RegistryHttp.MAX_ANSWER_BYTES) + "\"]");

        assertThat(registry().subjects()).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void aRegistryThatSaysNothingIsUnavailableInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0);
                ConfluentRegistry waiting = new ConfluentRegistry(
                        URI.create("http://127.0.0.1:" + silent.getLocalPort()), cache, Duration.ofMillis(300))) {
            assertThat(waiting.subjects()).isInstanceOf(Answer.Unavailable.class);
        }
    }

    @Test
    void whatASubjectHeldIsRememberedForWhenTheRegistryIsDown() {
        String subject = "a b/ü-value";
        String path = "GET /subjects/a%20b%2F%C3%BC-value/versions";
        script.says(path, 200, "[2,1]")
                .says(path + "/1", 200, version(1, 10))
                .says(path + "/2", 200, version(2, 11))
                .says(path + "/latest", 200, version(2, 11));
        List<Registered> both = List.of(new Registered(subject, 10, 1, SCHEMA), new Registered(subject, 11, 2, SCHEMA));

        assertThat(registry().versions(subject)).isEqualTo(new Answer.Found<>(both));
        assertThat(registry().latest(subject)).isEqualTo(new Answer.Found<>(both.get(1)));
        script.close();
        try (ConfluentRegistry later = connect(script.url())) {
            assertThat(later.versions(subject)).isEqualTo(new Answer.Found<>(both));
            assertThat(later.latest(subject)).isEqualTo(new Answer.Found<>(both.get(1)));
            assertThat(later.latest("other-value")).isInstanceOf(Answer.Unavailable.class);
        }
    }

    @Test
    void whatTheRegistryForgotIsUnknownWhateverIsRemembered() {
        script.says("GET /subjects/a-value/versions/latest", 200, version(1, 10));
        registry().latest("a-value");
        script.says("GET /subjects/a-value/versions/latest", 404, "{\"error_code\":40401}");

        assertThat(registry().latest("a-value")).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void registersUnderFullTransitiveCompatibility() {
        script.says("GET /config/a-value?defaultToGlobal=true", 200, "{\"compatibilityLevel\":\"NONE\"}")
                .says("PUT /config/a-value", 200, "{\"compatibility\":\"FULL_TRANSITIVE\"}")
                .says("POST /subjects/a-value/versions", 200, "{\"id\":12}")
                .says("POST /subjects/a-value", 200, version(3, 12));

        assertThat(registry().register("a-value", SCHEMA))
                .isEqualTo(new Answer.Found<>(new Registered("a-value", 12, 3, SCHEMA)));
        assertThat(script.requests().indexOf("PUT /config/a-value"))
                .isBetween(0, script.requests().indexOf("POST /subjects/a-value/versions") - 1);
        assertThat(script.bodies()).contains("{\"compatibility\":\"FULL_TRANSITIVE\"}");
    }

    @Test
    void aRegistryThatKnowsNoLevelWithoutASubjectIsAskedAfterwards() {
        script.says("GET /config/a-value?defaultToGlobal=true", 404, "{\"error_code\":40401}")
                .says("PUT /config/a-value", 404, "{\"error_code\":40401}")
                .says("POST /subjects/a-value/versions", 200, "{\"id\":12}");

        assertThat(registry().register("a-value", SCHEMA)).isInstanceOf(Answer.Unavailable.class);
        assertThat(script.requests()).endsWith("PUT /config/a-value");
    }

    @Test
    void saysWhyASchemaWasRefused() {
        script.says("GET /config/a-value?defaultToGlobal=true", 200, "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}")
                .says(
                        "POST /subjects/a-value/versions",
                        409,
                        "{\"error_code\":409,\"message\":\"a field has no default\"}");

        assertThat(registry().register("a-value", SCHEMA)).isEqualTo(new Answer.Refused<>("a field has no default"));
    }

    @Test
    void credentialsAreSentAndNeverShown() {
        URI url = script.url();
        URI withPassword = URI.create("http://me:s%3Acret@127.0.0.1:" + url.getPort() + url.getPath());
        script.says("GET /subjects", 401, "{\"error_code\":401}");
        try (ConfluentRegistry known = connect(withPassword)) {
            assertThat(known.subjects().toString())
                    .contains("401")
                    .doesNotContain("cret")
                    .doesNotContain("me:");
        }
        assertThat(script.requests()).containsExactly("GET /subjects Basic bWU6czpjcmV0");
    }

    @Test
    void aCacheThatCannotBeWrittenStopsNothing() throws IOException {
        Path file = Files.createFile(cache.resolve("in-the-way"));
        script.says("GET /schemas/ids/7", 200, "{\"schema\":\"" + ESCAPED + "\"}");
        try (ConfluentRegistry blocked = new ConfluentRegistry(script.url(), file, Duration.ofSeconds(5))) {
            assertThat(blocked.byId(7)).isEqualTo(new Answer.Found<>(SCHEMA));
        }
    }

    private static String version(int version, int id) {
        return "{\"subject\":\"x\",\"version\":" + version + ",\"id\":" + id + ",\"schema\":\"" + ESCAPED
                + "\",\"references\":[]}";
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(cache)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
