package io.freshet.gateway.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Charges the quotas of a key, and those of the address that uses it. */
final class QuotaTicket implements Ticket {
    private final List<Quotas> quotas;
    private final long taken;
    private final AtomicBoolean charged = new AtomicBoolean();

    /** @param taken bytes that were taken already */
    QuotaTicket(List<Quotas> quotas, long taken) {
        this.quotas = quotas;
        this.taken = taken;
    }

    @Override
    public void charge(int events, long bytes) {
        boolean first = charged.compareAndSet(false, true);
        for (Quotas each : quotas) {
            each.charge(first ? events - 1 : events, first ? bytes - Math.max(1, taken) : bytes);
        }
    }

    @Override
    public List<Standing> standing() {
        return standing(quotas);
    }

    @Override
    public long owedNanos() {
        long most = 0;
        for (Quotas each : quotas) {
            most = Math.max(most, each.owedNanos());
        }
        return most;
    }

    /** Takes from all or from none: then it says which has nothing left. */
    static @Nullable Quota take(List<Quotas> quotas, long bytes) {
        for (int i = 0; i < quotas.size(); i++) {
            Quota empty = quotas.get(i).take(bytes);
            if (empty != null) {
                quotas.subList(0, i).forEach(q -> q.giveBack(bytes));
                return empty;
            }
        }
        return null;
    }

    static List<Standing> standing(List<Quotas> quotas) {
        List<Standing> all = new ArrayList<>();
        quotas.forEach(q -> q.addStanding(all));
        return all;
    }
}
