package io.freshet.local.types;

import io.freshet.model.BuiltInTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** How topics are set up, and what is wrong with one that was set up by somebody else. Pure. */
final class TopicSettings {
    /** What the relay remembers; not an event type. */
    static final String MANIFEST = "freshet.manifest";

    /** Orders that came after their window had closed: order events as they were, so no type of its own. */
    static final String LATE_ORDERS = BuiltInTypes.CUSTOMER_ORDER_TOTALS + ".late";

    /** Retention counts from arrival, so that old events do not vanish at once; two weeks are what the warehouse remembers, too. */
    static final Duration RETENTION = Duration.ofDays(14);

    static final int PARTITIONS = 4;
    static final int MANIFEST_PARTITIONS = 1;

    private static final String LOG_APPEND_TIME = "LogAppendTime";

    private TopicSettings() {}

    static Map<String, String> ofEventType() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                LOG_APPEND_TIME,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(RETENTION.toMillis()));
    }

    static Map<String, String> ofManifest() {
        return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    /** Why a topic that exists cannot be an event type's; empty when it can. */
    static List<String> problems(Map<String, String> actual) {
        List<String> problems = new ArrayList<>();
        mustBe(actual, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE, problems);
        mustBe(actual, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME, problems);
        long retention = Long.parseLong(actual.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "0"));
        if (retention >= 0 && retention < RETENTION.toMillis()) {
            problems.add("its topic exists with " + TopicConfig.RETENTION_MS_CONFIG + "=" + retention
                    + ", which is less than 14 days (" + RETENTION.toMillis() + ")");
        }
        return problems;
    }

    private static void mustBe(Map<String, String> actual, String name, String wanted, List<String> problems) {
        String found = actual.get(name);
        if (!wanted.equals(found)) {
            problems.add("its topic exists with " + name + "=" + found + ", which must be " + wanted);
        }
    }
}
