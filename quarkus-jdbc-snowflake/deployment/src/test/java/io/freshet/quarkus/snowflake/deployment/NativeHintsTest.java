package io.freshet.quarkus.snowflake.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeHintsTest {

    static Stream<String> classes() {
        return Stream.of(NativeHints.JSON_BODIES, NativeHints.COMMONS_LOGGING, NativeHints.MADE_BY_NAME)
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("classes")
    void namesClassesThatTheDriverHas(String name) {
        assertThatCode(() -> Class.forName(name, false, getClass().getClassLoader()))
                .doesNotThrowAnyException();
    }

    @Test
    void namesResourcesThatTheDriverHas() {
        for (String resource : NativeHints.RESOURCES) {
            assertThat(getClass().getClassLoader().getResource(resource))
                    .as(resource)
                    .isNotNull();
        }
        for (String bundle : NativeHints.MESSAGES) {
            assertThat(ResourceBundle.getBundle(bundle).keySet()).as(bundle).isNotEmpty();
        }
    }
}
