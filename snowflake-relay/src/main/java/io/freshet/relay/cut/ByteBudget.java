package io.freshet.relay.cut;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all partitions together may hold. Full at the limit, and full until half of it is free again. Over the half it is crowded:
 * then partitions with a backlog take turns, as many at once as can grow to whole files, so that many partitions don't end in tiny ones.
 */
public final class ByteBudget {
    private final long limit;
    private boolean full;

    public ByteBudget(long limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("byte budget must be positive");
        }
        this.limit = limit;
    }

    /**
     * A partition that could read.
     *
     * @param waitingSince when its first buffered record came; null while it holds none
     * @param turn smaller for one that was served longer ago
     * @param needed bytes until its file is whole; 0 for one that will soon have caught up
     */
    public record Reader<T>(T partition, @Nullable Instant waitingSince, long turn, long needed) {}

    /** @param held bytes of all partitions, buffered or on their way to the store */
    public boolean full(long held) {
        full = held >= limit || (full && held > limit / 2);
        return full;
    }

    public boolean crowded(long held) {
        return held > limit / 2;
    }

    /** Who may read on: all, nobody, or, where it is crowded, the oldest that fit and those that hardly need anything. */
    public <T> Set<T> mayRead(List<Reader<T>> readers, long held) {
        Set<T> chosen = new HashSet<>();
        if (full(held)) {
            return chosen;
        }
        long free = crowded(held) ? limit - held : Long.MAX_VALUE;
        boolean first = true;
        for (Reader<T> reader : readers.stream().sorted(OLDEST_FIRST).toList()) {
            boolean fits = reader.needed() <= free;
            // One that does not fit may read all the same when nobody else would: it ends when the budget is full.
            if (reader.needed() == 0 || fits || first) {
                chosen.add(reader.partition());
                free -= crowded(held) ? reader.needed() : 0;
                first = first && reader.needed() == 0;
            }
        }
        return chosen;
    }

    private static final Comparator<Reader<?>> OLDEST_FIRST = Comparator.<Reader<?>, Instant>comparing(
                    reader -> reader.waitingSince(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingLong(Reader::turn);

    /** How many buffered bytes must be cut so that, once stored, half of the budget is free. */
    public long toCut(long buffered) {
        return full ? Math.max(0, buffered - limit / 2) : 0;
    }

    public long limit() {
        return limit;
    }
}
