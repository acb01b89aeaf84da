package io.freshet.gateway.intake;

import io.freshet.model.Reason;
import java.util.ArrayList;
import java.util.List;

/** The verdicts of one body as they come, up to a limit. One thread. */
final class Verdicts {
    private final int limit;
    private final List<Verdict> list = new ArrayList<>(1);
    private boolean overflowed;

    Verdicts(int limit) {
        this.limit = limit;
    }

    /** @return false if this is one too many, and reading on is pointless */
    boolean add(Verdict verdict) {
        overflowed = list.size() == limit;
        return !overflowed && list.add(verdict);
    }

    List<Verdict> list() {
        return list;
    }

    Reading reading() {
        if (overflowed) {
            return new Reading.Refused(
                    Reason.BODY_TOO_LARGE,
                    "The body holds more than %d events; send fewer at a time.".formatted(limit));
        }
        if (list.isEmpty()) {
            return new Reading.Refused(Reason.EMPTY_BODY, "The body holds no event.");
        }
        return new Reading.Events(list);
    }
}
