package io.freshet.cli.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has become of the rows so far. One thread. */
public final class SendReport {
    /** So many rejected rows are shown for each reason. */
    static final int SHOWN = 3;

    private long accepted;
    private long retried;
    private final Map<String, Rejections> rejected = new TreeMap<>();

    /** The rejected rows of one reason: how many, and the first of them. */
    public static final class Rejections {
        private long count;
        private final List<String> first = new ArrayList<>();

        public long count() {
            return count;
        }

        public List<String> first() {
            return List.copyOf(first);
        }
    }

    void accept() {
        accepted++;
    }

    void retry(int events) {
        retried += events;
    }

    void reject(Row row, Outcome.Rejected why) {
        Rejections rejections = rejected.computeIfAbsent(why.reason(), reason -> new Rejections());
        rejections.count++;
        if (rejections.first.size() < SHOWN) {
            String pointer = why.pointer() == null || why.pointer().isEmpty() ? "" : ", " + why.pointer();
            String detail = why.detail() == null ? "" : ": " + why.detail();
            rejections.first.add("line " + row.line() + pointer + detail);
        }
    }

    /** Rows that are durable in the type's topic. */
    public long accepted() {
        return accepted;
    }

    /** Rows that were refused; the gateway keeps each of them on {@code events.rejected}. */
    public long rejected() {
        return rejected.values().stream().mapToLong(Rejections::count).sum();
    }

    /** How often a row was sent again. */
    public long retried() {
        return retried;
    }

    public Map<String, Rejections> rejectedByReason() {
        return new TreeMap<>(rejected);
    }
}
