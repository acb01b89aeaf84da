package io.freshet.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an event type, which is a Kafka topic, part of a registry subject, of a table, of object keys and of URLs
 * alike: words of lower-case letters and digits, joined by single {@code -} or {@code .}, beginning with a letter.
 */
public final class TypeName {
    /** Leaves room for what Kafka Streams and the registry put around it, within Kafka's 249. */
    public static final int MAX_LENGTH = 128;

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*");
    private static final List<String> RESERVED_PREFIXES = List.of("freshet.", "freshet-");
    /** Internal topics of Kafka Streams, which nothing relays. */
    private static final List<String> RESERVED_SUFFIXES = List.of("-changelog", "-repartition");

    private TypeName() {}

    /** What is wrong with the name, in one sentence; null when it may be used. */
    public static @Nullable String problem(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return "a type name has 1 to " + MAX_LENGTH + " characters";
        }
        if (!SHAPE.matcher(name).matches()) {
            return "a type name is words of a-z and 0-9 joined by single '-' or '.', beginning with a letter";
        }
        for (String prefix : RESERVED_PREFIXES) {
            if (name.startsWith(prefix)) {
                return "names that begin with '" + prefix + "' are Freshet's own";
            }
        }
        for (String suffix : RESERVED_SUFFIXES) {
            if (name.endsWith(suffix)) {
                return "names that end with '" + suffix + "' are internal topics of Kafka Streams";
            }
        }
        return null;
    }

    public static boolean isValid(String name) {
        return problem(name) == null;
    }

    /** The subject of the schema registry: {@code <topic>-value}. */
    public static String subject(String name) {
        return name + "-value";
    }

    /** The bronze, silver or gold table: {@code -} and {@code .} become {@code _}. */
    public static String table(String name) {
        return name.replace('-', '_').replace('.', '_');
    }

    /** Names that would share a table, by that table; empty when all can live together. */
    public static Map<String, List<String>> collisions(Collection<String> names) {
        Map<String, List<String>> byTable = new TreeMap<>();
        names.stream()
                .distinct()
                .sorted()
                .forEach(name -> byTable.computeIfAbsent(table(name), t -> new ArrayList<>())
                        .add(name));
        byTable.values().removeIf(sharing -> sharing.size() == 1);
        return byTable;
    }
}
