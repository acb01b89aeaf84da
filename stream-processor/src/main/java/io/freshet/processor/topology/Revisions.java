package io.freshet.processor.topology;

import io.freshet.processor.state.GroupTime;
import io.freshet.processor.state.WindowState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which windows have changed since they were told, and of those that are small what they have become. Kept in memory only: after a
 * restart the first telling finds out again, out of the states. Called by the task's stream thread alone.
 */
final class Revisions {
    /** More are told at once, without waiting. */
    private static final int MOST = 10_000;

    private final BiConsumer<GroupTime, @Nullable WindowState> tell;
    private final Consumer<Consumer<GroupTime>> untold;
    private final Runnable allTold;
    private Map<GroupTime, @Nullable WindowState> changed = new LinkedHashMap<>();
    private boolean recovered;

    /**
     * @param tell writes the result of a window
     * @param untold gives every window that was not told since it changed
     * @param allTold runs when all that have changed were told
     */
    Revisions(
            BiConsumer<GroupTime, @Nullable WindowState> tell, Consumer<Consumer<GroupTime>> untold, Runnable allTold) {
        this.tell = tell;
        this.untold = untold;
        this.allTold = allTold;
    }

    /** @param state as it is in the store now; null where it is to be looked up */
    void changed(GroupTime window, @Nullable WindowState state) {
        changed.put(window, state);
        if (changed.size() >= MOST) {
            tellAll();
        }
    }

    /** What a window has become since it was told; null where that is not known here. */
    @Nullable
    WindowState find(GroupTime window) {
        return changed.get(window);
    }

    /** What is known of the window here is no longer what the store has. */
    void forget(GroupTime window) {
        changed.replace(window, null);
    }

    void gone(GroupTime window) {
        changed.remove(window);
    }

    void tellAll() {
        if (!recovered) {
            recovered = true;
            untold.accept(window -> changed.putIfAbsent(window, null));
        }
        if (changed.isEmpty()) {
            return;
        }
        Map<GroupTime, @Nullable WindowState> now = changed;
        changed = new LinkedHashMap<>();
        now.forEach(tell);
        allTold.run();
    }
}
