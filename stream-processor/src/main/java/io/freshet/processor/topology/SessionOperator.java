package io.freshet.processor.topology;

import io.freshet.processor.declare.Failure;
import io.freshet.processor.state.DueIndex;
import io.freshet.processor.state.GroupStore;
import io.freshet.processor.state.GroupStore.Kept;
import io.freshet.processor.state.GroupTime;
import io.freshet.processor.state.WindowState;
import io.freshet.processor.topology.TaskContext.Lateness;
import io.freshet.processor.watermark.Now;
import io.freshet.processor.window.SessionRule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, kept as pieces by group and first event: see {@link SessionRule}. Each piece stands in the index by when it could
 * close; one that has grown since is put back there when its turn comes, so growing costs nothing. One per stream task, called
 * by its thread.
 */
final class SessionOperator implements JobOperator {
    private final WindowJob job;
    private final SessionRule rule;
    private final WindowResults results;
    private final Revisions revisions;

    private TaskContext task;
    private GroupStore pieces;
    private DueIndex index;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    SessionOperator(WindowJob job) {
        this.job = job;
        this.rule = new SessionRule(
                job.window().gap().toMillis(), job.window().size().toMillis());
        this.results = new WindowResults(job.plan(), job.writer());
        this.revisions = new Revisions((window, unused) -> tell(window), each -> pieces.untold(each), () -> {});
    }

    @Override
    public void init(TaskContext task) {
        this.task = task;
        this.pieces = new GroupStore(task.store(job.windowsStore()), job.measures());
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
            // Sessions that it would belong to or join may be told already.
            task.late(event, new Lateness(time, time, 1, 0, now.watermark(), settled - time));
            return;
        }
        String group = event.group();
        Kept before = pieces.last(group, rule.periodStart(time), time);
        if (before != null && !rule.joins(before.state().totals().lastTime(), time)) {
            before = null;
        }
        WindowState state = before == null ? pieces.empty() : before.state();
        Failure failure = state.totals().add(event.row());
        if (failure != null) {
            task.reject(event, failure);
            return;
        }
        Kept after = next(group, time);
        if (after != null) {
            state = state.merge(after.state());
            pieces.delete(after.at());
            revisions.gone(after.at());
        }
        GroupTime piece = before == null ? new GroupTime(group, time) : before.at();
        pieces.put(piece, state.withArrival(event.arrival()));
        if (before == null) {
            index.put(due(state.totals().lastTime()), piece);
        }
        if (job.tellsUpdates()) {
            revisions.changed(piece, null);
        }
    }

    /** The piece that begins after {@code time} and joins an event of that time. */
    private @Nullable Kept next(String group, long time) {
        long latest = Math.min(time + rule.gapMillis(), rule.periodEnd(time));
        return time == latest ? null : pieces.first(group, time + 1, latest);
    }

    private long due(long last) {
        return last + rule.gapMillis() + 1;
    }

    @Override
    public boolean advanced(Now now) {
        long settled = now.settled();
        int closed = 0;
        List<DueIndex.Due> due = index.take(settled, WindowJob.AT_ONCE);
        for (DueIndex.Due each : due) {
            Kept piece = pieces.find(each.what());
            if (piece != null) {
                closed += settle(piece, settled);
            }
        }
        if (closed > 0) {
            task.closed(closed);
        }
        return due.size() == WindowJob.AT_ONCE;
    }

    /** Tells what is complete of the session that the piece belongs to; returns how many sessions that were. */
    private int settle(Kept piece, long settled) {
        Deque<Kept> session = sessionOf(piece);
        int told = 0;
        while (!session.isEmpty()) {
            long first = session.getFirst().at().time();
            long last = session.getLast().state().totals().lastTime();
            boolean over = rule.isClosed(last, settled);
            if (rule.isTooLong(first, last) && (over || rule.periodEnd(first) < settled)) {
                close(session.removeFirst());
            } else if (over) {
                close(session);
            } else {
                // The piece itself, or what is left of its session, waits for the session's end.
                index.put(due(last), told == 0 ? piece.at() : session.getFirst().at());
                return told;
            }
            told++;
        }
        return told;
    }

    private Deque<Kept> sessionOf(Kept piece) {
        Deque<Kept> session = new ArrayDeque<>();
        session.add(piece);
        String group = piece.at().group();
        long first = piece.at().time();
        Kept before = pieces.last(group, first - rule.longestMillis() - rule.gapMillis(), first - 1);
        while (before != null && rule.joins(before.state().totals().lastTime(), first)) {
            session.addFirst(before);
            first = before.at().time();
            before = pieces.last(group, first - rule.longestMillis() - rule.gapMillis(), first - 1);
        }
        long last = piece.state().totals().lastTime();
        Kept after = pieces.first(group, last + 1, last + rule.gapMillis());
        while (after != null) {
            session.addLast(after);
            last = after.state().totals().lastTime();
            after = pieces.first(group, last + 1, last + rule.gapMillis());
        }
        return session;
    }

    private void close(Deque<Kept> session) {
        Kept whole = session.removeFirst();
        WindowState state = whole.state();
        while (!session.isEmpty()) {
            Kept next = session.removeFirst();
            state = state.merge(next.state());
            forget(next.at());
        }
        close(new Kept(whole.at(), state));
    }

    private void close(Kept session) {
        forget(session.at());
        task.result(result(session.at().group(), session.state(), true));
    }

    private void forget(GroupTime piece) {
        pieces.delete(piece);
        revisions.gone(piece);
    }

    private void tell(GroupTime changed) {
        Kept piece = pieces.find(changed);
        if (piece == null || piece.state().told() >= piece.state().totals().events()) {
            return;
        }
        pieces.put(changed, piece.state().withTold(piece.state().totals().events()));
        Deque<Kept> session = sessionOf(piece);
        WindowState state = session.removeFirst().state();
        for (Kept next : session) {
            state = state.merge(next.state());
        }
        task.result(result(changed.group(), state, false));
    }

    private TaskContext.Result result(String group, WindowState state, boolean isFinal) {
        return results.of(group, state.totals().firstTime(), state.totals().lastTime(), state, isFinal);
    }
}
