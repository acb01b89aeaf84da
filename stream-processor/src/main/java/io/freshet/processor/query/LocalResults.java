package io.freshet.processor.query;

import io.freshet.processor.state.KeptResult;
import io.freshet.processor.state.ResultKey;
import io.freshet.processor.topology.ServedResults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Reads what this instance holds. Any thread that may block: it reads from disk. */
final class LocalResults {
    /** A query without a key looks at so many results at most, whether they are in its time or not. */
    private static final int SCANNED = 100_000;

    private final ResultRows rows;

    LocalResults(ResultRows rows) {
        this.rows = rows;
    }

    /**
     * @param partition of the result topic that the key is in
     * @throws InvalidStateStoreException while that partition is not here, or is being restored
     */
    Page ofKey(RunningJob job, int partition, ResultQuery query) {
        String key = Objects.requireNonNull(query.key());
        Bytes from = query.cursor() == null || !ResultKey.isOf(key, query.cursor())
                ? ResultKey.from(key, query.from())
                : Bytes.wrap(query.cursor());
        Bytes to = query.to() == Long.MAX_VALUE ? beyond(key) : ResultKey.from(key, query.to());
        List<String> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> results = store(job, partition).range(from, to)) {
            while (results.hasNext()) {
                if (!isBefore(results.peekNextKey(), key, query.to())) {
                    break;
                }
                if (found.size() == query.limit()) {
                    return new Page(found, text(results.peekNextKey()), true);
                }
                KeyValue<Bytes, byte[]> result = results.next();
                found.add(rows.json(key, KeptResult.of(result.value)));
            }
        }
        return new Page(found, null, false);
    }

    /** Of all keys, in no particular order. */
    Page ofAll(RunningJob job, ResultQuery query) {
        List<String> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> results = store(job, null).all()) {
            for (int seen = 0; results.hasNext(); seen++) {
                if (found.size() == query.limit() || seen == SCANNED) {
                    return new Page(found, null, true);
                }
                KeyValue<Bytes, byte[]> result = results.next();
                long time = ResultKey.time(result.key);
                if (time >= query.from() && time < query.to()) {
                    found.add(rows.json(ResultKey.key(result.key), KeptResult.of(result.value)));
                }
            }
        }
        return new Page(found, null, false);
    }

    private static ReadOnlyKeyValueStore<Bytes, byte[]> store(RunningJob job, @Nullable Integer partition) {
        StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> which = StoreQueryParameters.fromNameAndType(
                ServedResults.store(job.plan()), QueryableStoreTypes.keyValueStore());
        return job.streams().store(partition == null ? which : which.withPartition(partition));
    }

    private static boolean isBefore(Bytes place, String key, long to) {
        return ResultKey.isOf(key, place.get()) && ResultKey.time(place) < to;
    }

    /** Behind every result of the key. */
    private static Bytes beyond(String key) {
        byte[] apart = new byte[16];
        Arrays.fill(apart, (byte) 0xff);
        return ResultKey.of(key, Long.MAX_VALUE, apart);
    }

    private static String text(Bytes place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.get());
    }
}
