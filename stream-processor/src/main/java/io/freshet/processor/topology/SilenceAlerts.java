package io.freshet.processor.topology;

import io.freshet.processor.alert.LastSeen;
import io.freshet.processor.alert.LastSeen.Told;
import io.freshet.processor.alert.SilenceRule;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.state.HeardKeys;
import io.freshet.processor.watermark.Now;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Tells which keys are heard no more, by the wall clock, and when they are heard again. One check a second looks at the keys
 * that are due and at no others. A key is known from its first event to its retirement, or until it is forgotten.
 */
final class SilenceAlerts implements JobOperator {
    /** The key of what is said of many. */
    private static final String FLEET = "*";

    private static final Duration CHECK = Duration.ofSeconds(1);
    /** The rest is looked at in the next second: a fleet of a million must not stop the partition. */
    private static final int KEYS_PER_CHECK = 10_000;

    private final JobPlan plan;
    private final Behaviour.Silence silence;
    private final SilenceRule rule;
    private final PointResults results;
    private HeardKeys keys;
    private long now = Long.MIN_VALUE;
    private long listeningSince = Long.MAX_VALUE;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    SilenceAlerts(JobPlan plan, Behaviour.Silence silence, ResultWriter writer) {
        this.plan = plan;
        this.silence = silence;
        this.rule = new SilenceRule(
                silence.after().toMillis(),
                silence.suppressAfterStart().toMillis(),
                silence.forgetAfter().toMillis());
        this.results = new PointResults(plan, writer);
    }

    @Override
    public void init(TaskContext task) {
        results.init(task);
        keys = new HeardKeys(task::store, plan);
        task.every(CHECK, this::check);
    }

    @Override
    public void event(Message.Event event, Now clock) {
        long arrival = event.arrival();
        if (now != Long.MIN_VALUE && listeningSince != Long.MAX_VALUE) {
            listeningSince = rule.listeningSince(listeningSince, arrival, now);
        }
        String key = event.group();
        LastSeen before = keys.get(key);
        if (silence.retireSlot() >= 0 && Boolean.TRUE.equals(event.row().get(silence.retireSlot()))) {
            if (before != null) {
                keys.forget(key, before);
            }
            return;
        }
        if (before != null && before.told() == Told.SILENT && arrival > before.at()) {
            tell(key, true, "BACK", before.at(), arrival, 1);
        }
        if (before == null || arrival > before.at()) {
            keys.put(key, before, new LastSeen(arrival, Told.HEARD));
        }
    }

    @Override
    public boolean advanced(Now now) {
        // Event time decides nothing here.
        return false;
    }

    private void check(long wallClock) {
        now = wallClock;
        if (listeningSince == Long.MAX_VALUE) {
            listeningSince = now;
        }
        long forgotten = rule.forgottenUpTo(now, listeningSince);
        keys.forgetSilentUpTo(forgotten, KEYS_PER_CHECK);
        keys.forgetHeardUpTo(forgotten, KEYS_PER_CHECK);
        List<HeardKeys.Heard> fallen = keys.heardUpTo(rule.silentUpTo(now, listeningSince), KEYS_PER_CHECK);
        boolean fleet = SilenceRule.isFleet(fallen.size(), keys.heard(), silence.fleetShare());
        for (HeardKeys.Heard heard : fallen) {
            keys.silent(heard, fleet ? Told.FLEET : Told.SILENT);
            if (!fleet) {
                tell(heard.key(), true, "SILENT", heard.at(), now, 1);
            }
        }
        if (fleet) {
            tell(FLEET, false, "FLEET", fallen.getLast().at(), now, fallen.size());
        }
    }

    /** Named by the last arrival: the same silence, told again after a crash, has the same id. */
    private void tell(String key, boolean isGroup, String state, long lastSeen, long at, long count) {
        results.tellOf(key, isGroup, at, state + "/" + lastSeen, state, lastSeen, at, count);
    }

    /** @param writer of the job's results */
    record Supplier(JobPlan plan, Behaviour.Silence silence, ResultWriter writer) implements JobOperator.Supplier {
        @Override
        public JobOperator get() {
            return new SilenceAlerts(plan, silence, writer);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return HeardKeys.builders(plan);
        }

        @Override
        public long graceMillis() {
            return 0;
        }

        @Override
        public long reachMillis() {
            return 1;
        }
    }
}
