package io.freshet.processor.topology;

import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.Emit;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Measures;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.declare.Window;
import io.freshet.processor.state.Changelog;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Measures over windows.
 *
 * @param tellEvery how often at most a window that changes is told, where the job tells updates
 */
public record WindowJob(JobPlan plan, Behaviour.Windowed behaviour, ResultWriter writer, Duration tellEvery)
        implements JobOperator.Supplier {
    /** Windows closed in one go: the rest goes with the next event or half a second later, and nobody's poll takes too long. */
    static final int AT_ONCE = 10_000;

    @Override
    public JobOperator get() {
        return switch (window().kind()) {
            case TUMBLING, HOPPING -> new AlignedOperator(this);
            case SESSION -> new SessionOperator(this);
            case SLIDING -> new SlidingOperator(this);
        };
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return switch (window().kind()) {
            case TUMBLING, HOPPING -> Set.of(Changelog.onDisk(windowsStore()));
            case SESSION, SLIDING -> Set.of(Changelog.onDisk(windowsStore()), Changelog.onDisk(indexStore()));
        };
    }

    @Override
    public long graceMillis() {
        return window().grace().toMillis();
    }

    @Override
    public long reachMillis() {
        Window window = window();
        long span = window.kind() == Window.Kind.SESSION
                ? window.gap().toMillis()
                : window.kind() == Window.Kind.SLIDING ? 0 : window.size().toMillis();
        return span + window.grace().toMillis() + 1;
    }

    /** The store of the windows that are open. */
    public String windowsStore() {
        return plan.name() + "-windows";
    }

    String indexStore() {
        return plan.name() + "-due";
    }

    Window window() {
        return behaviour.window();
    }

    Measures measures() {
        return behaviour.measures();
    }

    boolean tellsUpdates() {
        return window().emit() == Emit.UPDATES;
    }
}
