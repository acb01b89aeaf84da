package io.freshet.warehouse.load;

import io.freshet.warehouse.reconcile.Load;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The warehouse as reconciliation sees it. Tables are those of bronze, in lower case; ones that are not there have no rows. Blocks. */
public interface LoadSide extends AutoCloseable {
    /** What the history says of each file, the earliest first; what the warehouse still remembers of it. */
    Map<String, List<Load>> loads(Set<String> tables);

    /** Rows by file. */
    Map<String, Long> rows(Set<String> tables);

    /** Different records by topic id, partition and hour. */
    List<LoadedHour> hours(Set<String> tables, Instant since);

    /** What the relay rejected, by topic and hour. */
    List<RejectedHour> rejected(Instant since);

    /** Tables whose pipe does not run. */
    Set<String> paused(Set<String> tables);

    /** {@code ALTER PIPE … REFRESH}. */
    void refresh(String table, String key);

    /** {@code ALTER PIPE … SET PIPE_EXECUTION_PAUSED = FALSE}. */
    void resume(String table);

    @Override
    void close();

    /** Of one topic's partition. */
    record LoadedHour(String topicId, int partition, Instant hour, long records) {}

    /** Records of a topic that have no row. */
    record RejectedHour(String topic, Instant hour, long records) {}
}
