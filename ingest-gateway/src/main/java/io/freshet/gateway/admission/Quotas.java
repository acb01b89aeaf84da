package io.freshet.gateway.admission;

import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All limits of one key, or of one address with one key. Any thread; never blocks. */
final class Quotas {
    private final QuotaLimits limits;
    private final List<Quota> events = new ArrayList<>(2);
    private final List<Quota> bytes = new ArrayList<>(2);

    /** @param whose goes before the names of its limits, {@code address-} or nothing */
    Quotas(String whose, QuotaLimits limits, TimeMeter clock) {
        this.limits = limits;
        if (limits.eventsPerSecond() > 0) {
            events.add(Quota.perSecond(whose + "events-per-second", limits.eventsPerSecond(), clock));
        }
        if (limits.eventsPerDay() > 0) {
            events.add(Quota.perDay(whose + "events-per-day", limits.eventsPerDay(), clock));
        }
        if (limits.bytesPerSecond() > 0) {
            bytes.add(Quota.perSecond(whose + "bytes-per-second", limits.bytesPerSecond(), clock));
        }
        if (limits.bytesPerDay() > 0) {
            bytes.add(Quota.perDay(whose + "bytes-per-day", limits.bytesPerDay(), clock));
        }
    }

    QuotaLimits limits() {
        return limits;
    }

    /** Takes one event and its bytes from every limit, or nothing from any: then it says which limit has nothing left. */
    @Nullable
    Quota take(long size) {
        Quota empty = take(events, 1);
        if (empty == null) {
            empty = take(bytes, Math.max(1, size));
            if (empty != null) {
                events.forEach(q -> q.giveBack(1));
            }
        }
        return empty;
    }

    void giveBack(long size) {
        events.forEach(q -> q.giveBack(1));
        bytes.forEach(q -> q.giveBack(Math.max(1, size)));
    }

    void charge(long moreEvents, long moreBytes) {
        events.forEach(q -> q.charge(moreEvents));
        bytes.forEach(q -> q.charge(moreBytes));
    }

    long owedNanos() {
        long most = 0;
        for (Quota each : events) {
            most = Math.max(most, each.owedNanos());
        }
        for (Quota each : bytes) {
            most = Math.max(most, each.owedNanos());
        }
        return most;
    }

    void addStanding(List<Standing> to) {
        events.forEach(q -> to.add(q.standing()));
        bytes.forEach(q -> to.add(q.standing()));
    }

    private static @Nullable Quota take(List<Quota> from, long amount) {
        for (int i = 0; i < from.size(); i++) {
            if (!from.get(i).take(amount)) {
                from.subList(0, i).forEach(q -> q.giveBack(amount));
                return from.get(i);
            }
        }
        return null;
    }
}
