package io.freshet.processor.watermark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The clock of one task that keeps windows: how far event time has come in all sources together. It alone decides what is late
 * and which windows close.
 *
 * <pre>
 *  a source not heard of yet      the clock stands: nothing is late, nothing closes
 *  any source active              the least of their watermarks
 *  all idle or ended, one ended   the latest watermark, and as far beyond it as closes everything
 *  all idle                       the latest watermark, and on with the time that all of them have been idle
 * </pre>
 *
 * It never goes back. It is a function of what was read alone (events, and what the readers of the sources tell), so a replay
 * decides the same. That a source is idle is believed for {@link #LEASE_MILLIS} of the broker's time only: its reader repeats
 * it, and where no reader does (none runs, or one began anew and does not know yet), the clock waits rather than make late
 * what nobody has read yet.
 *
 * <p>Not safe for several threads: each task has its own.
 */
public final class TaskClock {
    public static final long UNSET = Long.MIN_VALUE;
    /** Three times as often as readers repeat themselves. */
    static final long LEASE_MILLIS = 3 * SourceReader.REPEAT_MILLIS;

    private final ExpectedSources expected;
    private final long reachMillis;
    private final long graceMillis;
    private final Map<SourceId, SourceState> states = new HashMap<>();
    private List<SourceId> lastExpected = List.of();
    private long watermark = UNSET;
    private Now now = new Now(UNSET, UNSET);

    /**
     * @param graceMillis how much events may be out of order
     * @param reachMillis how far past the last event the clock must go until everything that holds it is closed
     */
    public TaskClock(ExpectedSources expected, long graceMillis, long reachMillis) {
        this.expected = expected;
        this.graceMillis = graceMillis;
        this.reachMillis = reachMillis;
    }

    public void restore(SourceId source, SourceState state) {
        states.put(source, state);
    }

    public void restore(Now restored) {
        now = restored;
        advance(restored.watermark());
    }

    public Now now() {
        return now;
    }

    public SourceState of(SourceId source) {
        return states.getOrDefault(source, SourceState.UNHEARD);
    }

    /**
     * An event of a source was read: what comes later from it was sent later.
     *
     * @param at the broker's time
     * @return whether what is known of the source has changed
     */
    public boolean event(SourceId source, long time, long at) {
        SourceState before = of(source);
        return become(source, before, before.afterEvent(time), at);
    }

    /** See {@link #event}. */
    public boolean progress(Progress progress, long at) {
        SourceState before = of(progress.source());
        return become(progress.source(), before, before.after(progress, at), at);
    }

    private boolean become(SourceId source, SourceState before, SourceState after, long at) {
        if (after.equals(before) && states.containsKey(source)) {
            return false;
        }
        states.put(source, after);
        // A source that was ahead of the clock does not move it by going on.
        if (before.watermark() <= watermark
                || after.activity() != Activity.ACTIVE
                || before.activity() != Activity.ACTIVE
                || expected.all() != lastExpected) {
            advance(least(at));
        }
        return true;
    }

    private void advance(long to) {
        if (to <= watermark) {
            return;
        }
        watermark = to;
        long settled = to < Long.MIN_VALUE + graceMillis ? UNSET : to - graceMillis;
        now = new Now(to, Math.max(now.settled(), settled));
    }

    private long least(long at) {
        lastExpected = expected.all();
        long latest = UNSET;
        long least = Long.MAX_VALUE;
        long quiet = Long.MAX_VALUE;
        boolean ended = false;
        for (SourceId source : lastExpected) {
            SourceState state = states.get(source);
            if (state == null) {
                return UNSET;
            }
            latest = Math.max(latest, state.watermark());
            if (state.activity() == Activity.ENDED) {
                ended = true;
            } else if (state.activity() == Activity.IDLE && at - state.claimedAt() <= LEASE_MILLIS) {
                quiet = Math.min(quiet, state.quietMillis());
            } else {
                least = Math.min(least, state.watermark());
            }
        }
        if (least != Long.MAX_VALUE) {
            return least;
        }
        return latest == UNSET ? UNSET : latest + (ended ? reachMillis : quiet);
    }
}
