package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Segment's Node and browser SDKs, Snowplow's browser and Node trackers and the CloudEvents SDK, as the npm registry has them, send
 * through an outage of the broker: all that they made is in bronze, and in silver once.
 */
@Order(4)
@ExtendWith(RunningFreshet.Shared.class)
class ForeignSdksIT {
    private static final Set<String> SDKS =
            Set.of("cloudevents", "segment-browser", "segment-node", "snowplow-browser", "snowplow-node");
    private static final int SOME = 5;

    @Test
    void everyEventOfEverySdkArrivesThroughAnOutageAndOnceInSilver(RunningFreshet freshet) throws Exception {
        Map<String, Senders.Count> counts;
        try (Senders senders = Senders.to(freshet.gateway())) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> senders.counts().keySet().equals(SDKS)
                            && senders.counts().values().stream().allMatch(c -> c.taken() >= SOME));
            Map<String, Senders.Count> before = senders.counts();

            long killed = System.nanoTime();
            ProcessHandle.of(freshet.pid("kafka").orElseThrow()).ifPresent(ProcessHandle::destroyForcibly);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> senders.counts().entrySet().stream()
                            .allMatch(e -> e.getValue().failures()
                                    > before.get(e.getKey()).failures()));
            Command up = freshet.up();
            assertThat(up.code()).as(up.output()).isZero();

            long away = System.nanoTime() - killed;
            counts = senders.stop();
            System.getLogger("proving")
                    .log(
                            System.Logger.Level.INFO,
                            "Sent through an outage of {0} s, made good {1} s after its begin: {2}",
                            Duration.ofNanos(away).toSeconds(),
                            Duration.ofNanos(System.nanoTime() - killed).toSeconds(),
                            counts);
        }

        assertThat(counts.keySet()).isEqualTo(SDKS);
        Set<String> made = marks(counts);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(missing(made, inBronze(freshet))).isEmpty());
        List<JsonNode> silver = freshet.rows("SELECT mark, count(*) AS times FROM (SELECT properties->>'n' AS mark FROM"
                + " silver.tracker_events UNION ALL SELECT page FROM silver.user_activity WHERE user_id = 'ce-user')"
                + " WHERE mark IS NOT NULL GROUP BY mark");
        assertThat(silver)
                .allSatisfy(row -> assertThat(row.path("times").asInt())
                        .as(row.path("mark").asText())
                        .isEqualTo(1));
        assertThat(silver.stream().map(row -> row.path("mark").asText()).collect(Collectors.toSet()))
                .isEqualTo(made);
        assertThatColumnsAreFilled(freshet);
        assertThatAttributesAreKept(freshet);
    }

    private static void assertThatColumnsAreFilled(RunningFreshet freshet) {
        assertThat(
                        freshet.value(
                                "SELECT string_agg(DISTINCT concat_ws(' ', protocol, kind, name), ', ' ORDER BY concat_ws(' ',"
                                        + " protocol, kind, name)) FROM silver.tracker_events WHERE properties->>'n' IS NOT NULL"))
                .isEqualTo("segment track conformance, snowplow unstruct conformance");
        assertThat(freshet.value("SELECT count(*) FROM silver.tracker_events WHERE properties->>'n' LIKE '%-browser-%'"
                        + " AND (anonymous_id IS NULL OR page_url NOT LIKE 'http://127.0.0.1:%' OR library IS NULL"
                        + " OR created_at IS NULL OR sent_at IS NULL)"))
                .isEqualTo("0");
    }

    private static void assertThatAttributesAreKept(RunningFreshet freshet) {
        assertThat(freshet.value("SELECT count(*) FROM bronze.user_activity WHERE (src->>'user_id') = 'ce-user' AND NOT"
                        + " ((src->'_meta'->>'id') = (src->>'page') AND (src->'_meta'->>'source') = '/conformance'"
                        + " AND (src->'_meta'->>'type') = 'user-activity'"
                        + " AND (src->'_meta'->'headers'->>'ce_subject') = concat('about-', src->>'page'))"))
                .isEqualTo("0");
    }

    private static Set<String> marks(Map<String, Senders.Count> counts) {
        Set<String> marks = new HashSet<>();
        counts.forEach((sdk, count) -> IntStream.range(0, count.made()).forEach(i -> marks.add(sdk + "-" + i)));
        return marks;
    }

    private static Set<String> missing(Set<String> made, Set<String> stored) {
        Set<String> missing = new HashSet<>(made);
        missing.removeAll(stored);
        return missing;
    }

    private static Set<String> inBronze(RunningFreshet freshet) {
        return freshet
                .rows("SELECT CAST(src->>'properties' AS JSON)->>'n' AS mark FROM bronze.tracker_events UNION SELECT"
                        + " src->>'page' FROM bronze.user_activity WHERE src->>'user_id' = 'ce-user'")
                .stream()
                .map(row -> row.path("mark").asText())
                .collect(Collectors.toSet());
    }
}
