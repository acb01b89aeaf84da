package io.freshet.processor.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Work by the wall clock that becomes rare, or ends, while no record comes. Kafka Streams commits a transaction after every piece
 * of such work, whether it did anything or not, and twice a second for every job at rest those alone keep a broker busy. The ticks
 * of all tasks fall together, so that one transaction does for all of a thread. Called by the task's stream thread alone.
 *
 * <pre>
 *  BUSY ──── a tick, no record since the one before, nothing left ────▶ AT REST
 *    ▲                                                                    │
 *    └───────────────── a record, or a tick that left some ───────────────┘
 * </pre>
 */
final class Tick {
    /** A piece of work. */
    interface Work {
        /**
         * @param now milliseconds since the epoch
         * @return whether more is to be done soon
         */
        boolean run(long now);
    }

    private final ProcessorContext<?, ?> context;
    private final Duration busy;
    private final @Nullable Duration atRest;
    private final Work work;
    private @Nullable Cancellable scheduled;
    private boolean isBusy;
    private boolean hadRecord;

    /**
     * Begins busy.
     *
     * @param busy how often while records come
     * @param atRest how often otherwise; null for not at all
     */
    Tick(ProcessorContext<?, ?> context, Duration busy, @Nullable Duration atRest, Work work) {
        this.context = context;
        this.busy = busy;
        this.atRest = atRest;
        this.work = work;
        record();
    }

    /** A record has come. */
    void record() {
        hadRecord = true;
        if (!isBusy) {
            become(true);
        }
    }

    private void tick(long now) {
        boolean had = hadRecord;
        hadRecord = false;
        boolean more = work.run(now) || had || hadRecord;
        if (more != isBusy) {
            become(more);
        }
    }

    private void become(boolean nowBusy) {
        isBusy = nowBusy;
        if (scheduled != null) {
            scheduled.cancel();
        }
        Duration interval = nowBusy ? busy : atRest;
        scheduled = interval == null ? null : every(context, interval, this::tick);
    }

    /** At the multiples of the interval, counted from the epoch. */
    static Cancellable every(ProcessorContext<?, ?> context, Duration interval, Punctuator work) {
        return context.schedule(Instant.EPOCH, interval, PunctuationType.WALL_CLOCK_TIME, work);
    }
}
