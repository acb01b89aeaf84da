package io.freshet.relay.ops;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Topics as labels: the first so many by name, all others together, because each label is kept for ever. Any thread. */
final class TopicLabels {
    static final int MOST = 500;
    static final String OTHERS = "(others)";

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    String of(String topic) {
        if (known.contains(topic)) {
            return topic;
        }
        return known.size() < MOST && known.add(topic) ? topic : known.contains(topic) ? topic : OTHERS;
    }
}
