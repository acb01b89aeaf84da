package io.freshet.processor.topology;

import io.freshet.processor.state.GroupTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which windows have changed since they were told. Kept in memory only: after a restart the first telling finds out again, out of
 * the states. Called by the task's stream thread alone.
 */
final class Revisions {
    /** More are told at once, without waiting. */
    private static final int MOST = 10_000;

    private final Consumer<GroupTime> tell;
    private final Consumer<Consumer<GroupTime>> untold;
    private Set<GroupTime> changed = new LinkedHashSet<>();
    private boolean recovered;

    /**
     * @param tell writes the result of a window
     * @param untold gives every window that was not told since it changed
     */
    Revisions(Consumer<GroupTime> tell, Consumer<Consumer<GroupTime>> untold) {
        this.tell = tell;
        this.untold = untold;
    }

    void changed(GroupTime window) {
        changed.add(window);
        if (changed.size() >= MOST) {
            tellAll();
        }
    }

    void gone(GroupTime window) {
        changed.remove(window);
    }

    void tellAll() {
        if (!recovered) {
            recovered = true;
            untold.accept(changed::add);
        }
        if (changed.isEmpty()) {
            return;
        }
        List<GroupTime> now = new ArrayList<>(changed);
        changed = new LinkedHashSet<>();
        now.forEach(tell);
    }
}
