package io.freshet.relay.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Condition;
import org.awaitility.core.ConditionFactory;

/** Claims about what the relay has done to a world. */
final class RelayAssertions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RelayAssertions() {}

    /** Everything that was produced is in the store once; no range overlaps or leaves a gap; no content has changed. */
    static void assertEachRecordOnce(World world) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> world.lake.rows().size() >= world.produced.size());
        assertThat(world.lake.places()).containsExactlyInAnyOrderElementsOf(world.produced);
        assertThat(world.lake.gapsAndOverlaps()).isEmpty();
    }

    /** What is settled is in the books: the manifest has every file of the store. */
    static void assertBooked(World world) {
        List<String> stored = world.lake.keys();
        assertThat(world.manifest()).containsAll(stored);
    }

    static ConditionFactory waiting() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).ignoreExceptions();
    }

    /** Every commit says that nothing is pending, and lies at the end of what was produced. */
    static void awaitSettled(World world) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(world.committed().values())
                        .isNotEmpty()
                        .are(new Condition<>(commit -> !commit.metadata().contains("until"), "settled")));
    }
}
