package io.freshet.local.twin.load;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file that the relay wrote: {@code <prefix>/v1/<topic>/<topic-id>/p=00007/dt=2026-11-20/<from>-<until>.ndjson.zst}.
 *
 * @param table of bronze: the topic's name with {@code -} and {@code .} as {@code _}
 */
record ObjectKey(String key, String topic, String table) {
    /** Kafka's own alphabet for topics, Kafka's 22 characters of an id. */
    private static final Pattern SHAPE = Pattern.compile("v1/([a-zA-Z0-9._-]{1,249})/[a-zA-Z0-9_-]{22}/p=\\d{5,10}"
            + "/dt=\\d{4}-\\d{2}-\\d{2}/\\d{20}-\\d{20}\\.ndjson\\.zst");

    /** Empty for what is none of the relay's files under this prefix; the pipe does not look at such. */
    static Optional<ObjectKey> parse(String prefix, String key) {
        String root = root(prefix);
        if (!key.startsWith(root)) {
            return Optional.empty();
        }
        Matcher matcher = SHAPE.matcher(key.substring(root.length() - "v1/".length()));
        return matcher.matches()
                ? Optional.of(new ObjectKey(key, matcher.group(1), table(matcher.group(1))))
                : Optional.empty();
    }

    /** What all keys begin with. */
    static String root(String prefix) {
        return prefix.isEmpty() ? "v1/" : prefix + "/v1/";
    }

    private static String table(String topic) {
        return topic.replace('-', '_').replace('.', '_');
    }
}
