package io.freshet.gateway.outcome;

import io.freshet.model.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a body of any length, put together piece by piece. As long as there are few events, all their outcomes are kept; of
 * more, only what was not accepted, and of that only the first ones. One thread at a time.
 */
public final class StreamAnswer {
    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;

    private final int most;
    private final List<Listed> listed = new ArrayList<>();
    private long accepted;
    private long rejected;
    private long retry;
    private boolean allListed = true;
    private @Nullable Reason stopped;
    private int status;

    /** @param index of the event in the body, from 0 */
    public record Listed(long index, Outcome outcome) {}

    /** @param most outcomes that are kept */
    public StreamAnswer(int most) {
        this.most = most;
    }

    public void add(Answer piece) {
        long index = events();
        accepted += piece.accepted();
        rejected += piece.rejected();
        retry += piece.retry();
        if (allListed && events() > most) {
            allListed = false;
            listed.removeIf(l -> l.outcome instanceof Outcome.Accepted);
        }
        for (Outcome outcome : piece.outcomes()) {
            if ((allListed || !(outcome instanceof Outcome.Accepted)) && listed.size() < most) {
                listed.add(new Listed(index, outcome));
            }
            index++;
        }
        if (piece.isPassing()) {
            stop(piece.passingReason());
        }
    }

    /** Nothing more is read, for this reason. The first one counts. */
    public void stop(Reason why) {
        if (stopped == null) {
            stopped = why;
            status = why.status();
        }
    }

    /** Why the body was not read to its end, or what was read is to be sent again; null if all is well. */
    public @Nullable Reason stopped() {
        return stopped;
    }

    public int status() {
        return status > 0 ? status : accepted > 0 ? OK : UNPROCESSABLE;
    }

    /** All that were read. */
    public long events() {
        return accepted + rejected + retry;
    }

    public long accepted() {
        return accepted;
    }

    public long rejected() {
        return rejected;
    }

    public long retry() {
        return retry;
    }

    /** Whether every event is listed; else only some that were not accepted. */
    public boolean isAllListed() {
        return allListed;
    }

    public List<Listed> listed() {
        return listed;
    }
}
