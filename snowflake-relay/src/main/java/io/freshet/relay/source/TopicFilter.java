package io.freshet.relay.source;

import java.util.regex.Pattern;

/**
 * Which topics are relayed. Never: our own ({@code freshet.} the manifest among them, {@code freshet-} what Kafka Streams
 * makes), Kafka's ({@code __}), changelogs and repartitions, journals of registries. A relayed manifest would feed itself.
 */
public final class TopicFilter {
    private static final String NEVER = "(?!freshet[.-]|__|_schemas$|kafkasql-|.*-changelog$|.*-repartition$)";

    private static final Pattern RELAYABLE = Pattern.compile("^" + NEVER + ".*$");

    private TopicFilter() {}

    /** Whether a topic of this name is relayed if somebody asks for it. */
    public static boolean relayable(String topic) {
        return RELAYABLE.matcher(topic).matches();
    }

    /**
     * @param exclude matches nothing when empty
     * @param manifest the topic of that very name, which may be none of {@code freshet.}
     */
    static Pattern pattern(String include, String exclude, String manifest) {
        String more = exclude.isBlank() ? "" : "(?!(?:" + exclude + ")$)";
        return Pattern.compile("^" + NEVER + "(?!" + Pattern.quote(manifest) + "$)" + more + "(?:" + include + ")$");
    }
}
