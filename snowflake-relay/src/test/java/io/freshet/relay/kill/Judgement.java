package io.freshet.relay.kill;

import static io.freshet.relay.kill.RelayAssertions.assertBooked;
import static io.freshet.relay.kill.RelayAssertions.awaitSettled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.freshet.local.LocalTwin;
import io.freshet.relay.kill.Truth.Content;
import io.freshet.relay.kill.World.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether a topic is in the store once and whole, by witnesses that share no code with the relay. */
final class Judgement {
    private final FaultyWorld faulty;
    private final String topic;
    private final int partitions;

    Judgement(FaultyWorld faulty, String topic, int partitions) {
        this.faulty = faulty;
        this.topic = topic;
        this.partitions = partitions;
    }

    /** Returns when the store holds as many rows as the topic holds records, and nothing is pending. */
    void awaitAllStored(Duration patience) throws Exception {
        int records = Truth.of(faulty.world, topic, partitions).size();
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> faulty.world.lake.rows().size() >= records);
        awaitSettled(faulty.world);
    }

    /** The rows are the topic's records, each once; ranges are a chain; each key had one content and is booked; no owner trespassed. */
    void assertOnceAndWhole() throws Exception {
        Map<Place, Content> truth = Truth.of(faulty.world, topic, partitions);
        List<JsonNode> rows = faulty.world.lake.rows();
        Map<Place, Content> stored = new HashMap<>();
        rows.forEach(row -> stored.put(Lake.place(row), Content.of(row)));
        assertThat(rows).as("none twice").hasSameSizeAs(stored.keySet());
        assertThat(stored).as("none missing, none other").isEqualTo(truth);
        assertThat(faulty.world.lake.gapsAndOverlaps()).isEmpty();
        faulty.puts.assertOneContentToEachKey();
        assertBooked(faulty.world);
        assertThat(CommitLog.trespasses(CommitLog.read(faulty.world.kafka.bootstrapServers())))
                .isEmpty();
    }

    /** The warehouse has loaded each record once. */
    void assertLoadedOnce(LocalTwin twin) throws Exception {
        long records = Truth.of(faulty.world, topic, partitions).size();
        String table = "bronze.\"" + topic + "\"";
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> count(twin, "count(*)", table) >= records);
        assertThat(count(twin, "count(*)", table)).isEqualTo(records);
        assertThat(count(twin, "count(DISTINCT (src->'_meta'->>'partition', src->'_meta'->>'offset'))", table))
                .isEqualTo(records);
    }

    private static long count(LocalTwin twin, String what, String table) {
        Object answer =
                twin.query("SELECT " + what + " AS n FROM " + table).getFirst().get("n");
        return answer instanceof Long number ? number : -1;
    }
}
