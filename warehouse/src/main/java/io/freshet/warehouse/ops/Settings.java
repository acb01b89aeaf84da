package io.freshet.warehouse.ops;

import io.freshet.warehouse.Unreachable;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Settings by name: those of a file, over them the system properties {@code freshet.warehouse.<name>}, over them the environment for what is
 * secret. Names are in docs/reconcile.md and docs/snowflake.md.
 */
final class Settings {
    private static final String OURS = "freshet.warehouse.";

    private final Map<String, String> values;
    private final Map<String, String> environment;

    Settings(Map<String, String> values, Map<String, String> environment) {
        this.values = Map.copyOf(values);
        this.environment = Map.copyOf(environment);
    }

    /** Of this process. */
    static Settings read(Optional<Path> file) {
        Properties properties = new Properties();
        if (file.isPresent()) {
            try (Reader text = Files.newBufferedReader(file.get())) {
                properties.load(text);
            } catch (IOException e) {
                throw new Unreachable("The settings " + file.get() + " cannot be read: " + e, e);
            }
        }
        Map<String, String> values = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> values.put(name, properties.getProperty(name).strip()));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(OURS))
                .forEach(name -> values.put(name.substring(OURS.length()), System.getProperty(name)));
        return new Settings(values, System.getenv());
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    String get(String name, String standard) {
        return find(name).orElse(standard);
    }

    /** @throws Unreachable saying that it is missing */
    String need(String name) {
        return find(name).orElseThrow(() -> new Unreachable("The setting '" + name + "' is missing."));
    }

    /** From the environment, never from a file or the command line. */
    Optional<String> secret(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    String needSecret(String variable) {
        return secret(variable)
                .orElseThrow(() -> new Unreachable("The environment variable " + variable + " is missing."));
    }

    /** Client settings by their own names, without the prefix in front. */
    Map<String, Object> under(String prefix) {
        Map<String, Object> found = new HashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
