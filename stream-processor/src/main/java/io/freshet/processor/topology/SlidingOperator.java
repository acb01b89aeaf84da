package io.freshet.processor.topology;

import io.freshet.processor.declare.Failure;
import io.freshet.processor.state.DueIndex;
import io.freshet.processor.state.GroupStore;
import io.freshet.processor.state.GroupStore.Kept;
import io.freshet.processor.state.GroupTime;
import io.freshet.processor.state.WindowState;
import io.freshet.processor.topology.TaskContext.Lateness;
import io.freshet.processor.watermark.Now;
import io.freshet.processor.window.SlidingRule;
import java.util.List;

/**
 * Sliding windows. Kept is what happened at each time of a group; a window is put together when it is told, and its parts are
 * kept until no window needs them. One per stream task, called by its thread.
 */
final class SlidingOperator implements JobOperator {
    private final WindowJob job;
    private final SlidingRule rule;
    private final WindowResults results;
    private final Revisions revisions;

    private TaskContext task;
    private GroupStore parts;
    private DueIndex index;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    SlidingOperator(WindowJob job) {
        this.job = job;
        this.rule = new SlidingRule(job.window().size().toMillis());
        this.results = new WindowResults(job.plan(), job.writer());
        this.revisions = new Revisions((window, unused) -> tell(window), each -> parts.untold(each), () -> {});
    }

    @Override
    public void init(TaskContext task) {
        this.task = task;
        this.parts = new GroupStore(task.store(job.windowsStore()), job.measures());
        this.index = new DueIndex(task.store(job.indexStore()));
        if (job.tellsUpdates()) {
            task.whileBusy(job.tellEvery(), unused -> revisions.tellAll());
        }
    }

    @Override
    public void event(Message.Event event, Now now) {
        long time = event.row().time();
        long settled = now.settled();
        if (time < settled) {
            task.late(event, new Lateness(rule.startOf(time), time, 1, 0, now.watermark(), settled - time));
            return;
        }
        GroupTime at = new GroupTime(event.group(), time);
        Kept known = parts.find(at);
        WindowState state = known == null ? parts.empty() : known.state();
        Failure failure = state.totals().add(event.row());
        if (failure != null) {
            task.reject(event, failure);
            return;
        }
        parts.put(at, state.withArrival(event.arrival()));
        if (known == null) {
            index.put(rule.toldAt(time), at);
        }
        if (job.tellsUpdates()) {
            parts.range(event.group(), time, time + rule.sizeMillis())
                    .forEach(later -> revisions.changed(later.at(), null));
        }
    }

    @Override
    public boolean advanced(Now now) {
        long settled = now.settled();
        int closed = 0;
        List<DueIndex.Due> due = index.take(settled, WindowJob.AT_ONCE);
        for (DueIndex.Due each : due) {
            GroupTime at = each.what();
            Kept part = parts.find(at);
            if (part == null) {
                continue;
            }
            if (part.state().told() == WindowState.SPENT) {
                parts.delete(at);
            } else {
                task.result(results.of(at.group(), rule.startOf(at.time()), at.time(), window(at), true));
                parts.put(at, part.state().withTold(WindowState.SPENT));
                index.put(rule.spentAt(at.time()), at);
                revisions.gone(at);
                closed++;
            }
        }
        if (closed > 0) {
            task.closed(closed);
        }
        return due.size() == WindowJob.AT_ONCE;
    }

    private WindowState window(GroupTime end) {
        WindowState window = parts.empty();
        for (Kept part : parts.range(end.group(), rule.startOf(end.time()), end.time())) {
            window = window.merge(part.state());
        }
        return window;
    }

    private void tell(GroupTime end) {
        Kept part = parts.find(end);
        if (part != null && part.state().told() != WindowState.SPENT) {
            parts.put(end, part.state().withTold(part.state().totals().events()));
            task.result(results.of(end.group(), rule.startOf(end.time()), end.time(), window(end), false));
        }
    }
}
