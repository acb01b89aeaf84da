package io.freshet.local.twin.load;

import io.freshet.model.PathTemplate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a file that the relay wrote: {@code <prefix>/v1/<topic>/<topic-id>/p=00007/dt=2026-11-20/<from>-<until>.ndjson.zst}, or
 * wrote again for a table of its own: the same under {@code <prefix>/tables/<table>/}. The latter is what a further pipe with a
 * prefix of its own is in the cloud. Or named by a path template that the relay was given.
 *
 * @param table of bronze: the topic's name with {@code -} and {@code .} as {@code _}, or the one that the key names
 */
record ObjectKey(String key, String topic, String table) {
    /** Kafka's own alphabet for topics, Kafka's 22 characters of an id. */
    private static final Pattern SHAPE = Pattern.compile("v1/([a-zA-Z0-9._-]{1,249})/[a-zA-Z0-9_-]{22}/p=\\d{5,10}"
            + "/dt=\\d{4}-\\d{2}-\\d{2}/\\d{20}-\\d{20}(?:\\.r\\d+)?\\.ndjson\\.(?:zst|gz)");

    /** A number in front is that of a repair. */
    private static final Pattern EXTENSION = Pattern.compile("(?:r\\d+\\.)?ndjson\\.(?:zst|gz)");

    private static final Pattern OWN_TABLE = Pattern.compile("tables/([a-z][a-z0-9_]{0,62})/(v1/.*)");

    /** Empty for what is none of the relay's files under this prefix; the pipe does not look at such. */
    static Optional<ObjectKey> parse(String prefix, String key) {
        String before = before(prefix);
        if (!key.startsWith(before)) {
            return Optional.empty();
        }
        String name = key.substring(before.length());
        Matcher own = OWN_TABLE.matcher(name);
        boolean named = own.matches();
        Matcher matcher = SHAPE.matcher(named ? own.group(2) : name);
        return matcher.matches()
                ? Optional.of(new ObjectKey(key, matcher.group(1), named ? own.group(1) : table(matcher.group(1))))
                : Optional.empty();
    }

    /** The same, or a name that one of the layouts makes. */
    static Optional<ObjectKey> parse(String prefix, List<PathTemplate> layouts, String key) {
        return parse(prefix, key)
                .or(() -> layouts.stream()
                        .flatMap(layout -> layout.read(key).stream())
                        .filter(name -> EXTENSION.matcher(name.ext()).matches())
                        .findFirst()
                        .map(name -> new ObjectKey(key, name.topic(), table(name.topic()))));
    }

    /** What keys begin with: one or the other. */
    static List<String> roots(String prefix, List<PathTemplate> layouts) {
        return Stream.concat(
                        Stream.of(before(prefix) + "v1/", before(prefix) + "tables/"),
                        layouts.stream().map(PathTemplate::root))
                .distinct()
                .toList();
    }

    private static String before(String prefix) {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    private static String table(String topic) {
        return topic.replace('-', '_').replace('.', '_');
    }
}
