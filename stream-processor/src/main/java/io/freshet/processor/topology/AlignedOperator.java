package io.freshet.processor.topology;

import io.freshet.processor.declare.Failure;
import io.freshet.processor.state.AlignedStore;
import io.freshet.processor.state.GroupTime;
import io.freshet.processor.state.WindowState;
import io.freshet.processor.topology.TaskContext.Lateness;
import io.freshet.processor.watermark.Now;
import io.freshet.processor.window.AlignedWindows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tumbling and hopping windows. An event is counted in each of its windows that is open; where some are closed already it is
 * also told to be late, for those. One per stream task, called by its thread.
 */
final class AlignedOperator implements JobOperator {
    /** States up to this size are remembered until they are told. */
    private static final int SMALL = 512;

    private final WindowJob job;
    private final AlignedWindows windows;
    private final WindowResults results;
    private final Revisions revisions;
    private final boolean remembers;

    private TaskContext task;
    private AlignedStore store;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    AlignedOperator(WindowJob job) {
        this.job = job;
        this.windows = new AlignedWindows(
                job.window().size().toMillis(), job.window().advance().toMillis());
        this.results = new WindowResults(job.plan(), job.writer());
        this.revisions = new Revisions(this::tell, each -> store.untold(each), () -> store.allTold());
        this.remembers = job.measures().maxStateBytes() <= SMALL;
    }

    @Override
    public void init(TaskContext task) {
        this.task = task;
        this.store = new AlignedStore(task.store(job.windowsStore()), job.measures());
        if (job.tellsUpdates()) {
            task.whileBusy(job.tellEvery(), unused -> revisions.tellAll());
        }
    }

    @Override
    public void event(Message.Event event, Now now) {
        long settled = now.settled();
        long first = windows.firstStart(event.row().time());
        long last = windows.lastStart(event.row().time());
        long open = first;
        int missed = 0;
        while (open <= last && windows.isClosed(open, settled)) {
            open += windows.advanceMillis();
            missed++;
        }
        int counted = add(event, open, last);
        if (missed > 0 && counted >= 0) {
            long lastMissed = windows.endOf(open - windows.advanceMillis());
            task.late(event, new Lateness(first, lastMissed, missed, counted, now.watermark(), settled - lastMissed));
        }
    }

    /** To all of the windows or to none; returns to how many, -1 where the event was rejected. */
    private int add(Message.Event event, long from, long to) {
        List<AlignedStore.Open> changed = new ArrayList<>(1);
        for (long start = from; start <= to; start += windows.advanceMillis()) {
            GroupTime window = new GroupTime(event.group(), start);
            WindowState known = revisions.find(window);
            WindowState state = known == null ? store.find(window) : known;
            Failure failure = state.totals().add(event.row());
            if (failure != null) {
                // Those before it have the event by now, but only here.
                changed.forEach(before -> revisions.forget(before.window()));
                task.reject(event, failure);
                return -1;
            }
            changed.add(new AlignedStore.Open(window, state.withArrival(event.arrival())));
        }
        for (AlignedStore.Open window : changed) {
            put(window.window(), window.state());
        }
        return changed.size();
    }

    private void put(GroupTime window, WindowState state) {
        if (job.tellsUpdates()) {
            WindowState next = state.withTold(store.telling());
            store.put(window, next);
            revisions.changed(window, remembers ? next : null);
        } else {
            store.put(window, state);
        }
    }

    @Override
    public boolean advanced(Now now) {
        long settled = now.settled();
        if (settled < Long.MIN_VALUE + windows.sizeMillis()) {
            return false;
        }
        List<AlignedStore.Open> closed = store.take(settled - windows.sizeMillis(), WindowJob.AT_ONCE);
        for (AlignedStore.Open window : closed) {
            long start = window.window().time();
            task.result(results.of(window.window().group(), start, windows.endOf(start), window.state(), true));
            revisions.gone(window.window());
        }
        if (!closed.isEmpty()) {
            task.closed(closed.size());
        }
        return closed.size() == WindowJob.AT_ONCE;
    }

    private void tell(GroupTime window, @Nullable WindowState known) {
        WindowState state = known == null ? store.find(window) : known;
        if (state.totals().events() > 0) {
            task.result(results.of(window.group(), window.time(), windows.endOf(window.time()), state, false));
        }
    }
}
