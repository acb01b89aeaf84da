package io.freshet.relay.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.local.part.FreshetHome;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of settings in docs/relay.md against the settings that there are. */
class ConfigReferenceTest {
    private static final Pattern LINE =
            Pattern.compile("^\\| `(freshet\\.(?:relay|registry)\\.[^`]+)` \\| (?:`([^`]*)`|([^|]*)) \\|.*");

    @Test
    void tableOfSettingsIsThatOfTheCode() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        collect("freshet.relay", RelayConfig.class, settings);
        collect("freshet.registry", RegistryConfig.class, settings);

        assertThat(documented()).containsExactlyEntriesOf(settings);
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> table = new TreeMap<>();
        for (String line : Files.readAllLines(FreshetHome.locate().resolve("docs/relay.md"))) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String value = matcher.group(2) == null ? matcher.group(3).strip() : matcher.group(2);
                assertThat(table.put(matcher.group(1), value)).as(line).isNull();
            }
        }
        return table;
    }

    private static void collect(String prefix, Class<?> mapping, Map<String, String> into) {
        for (Method method : mapping.getDeclaredMethods()) {
            if (method.isSynthetic()) {
                continue;
            }
            String key = prefix + "." + name(method);
            if (method.getReturnType() == Map.class) {
                collect(key + ".<name>", RelayConfig.Rule.class, into);
            } else if (method.getReturnType().isInterface()
                    && method.getReturnType().getName().contains("Config$")) {
                collect(key, method.getReturnType(), into);
            } else {
                into.put(key, value(method));
            }
        }
    }

    private static String name(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given != null
                ? given.value()
                : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static String value(Method method) {
        WithDefault given = method.getAnnotation(WithDefault.class);
        if (given != null) {
            return given.value();
        }
        return method.getReturnType() == Optional.class ? "none" : "required";
    }
}
