package io.freshet.processor.query;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What waits to be sent to one listener. Written by stream threads, read by the listener's event loop. */
final class Subscription {
    static final int MAX_EVENTS = 1_000;
    static final int MAX_CHARS = 4 * 1024 * 1024;

    private final String job;
    private final @Nullable String key;
    private final Runnable wake;
    private final Queue<String> waiting = new ArrayDeque<>();
    private int chars;
    private boolean overrun;

    Subscription(String job, @Nullable String key, Runnable wake) {
        this.job = job;
        this.key = key;
        this.wake = wake;
    }

    boolean wants(String ofJob, String ofKey) {
        return job.equals(ofJob) && (key == null || key.equals(ofKey));
    }

    void offer(String event) {
        synchronized (waiting) {
            if (overrun) {
                return;
            }
            if (waiting.size() >= MAX_EVENTS || chars + event.length() > MAX_CHARS) {
                overrun = true;
                waiting.clear();
            } else {
                waiting.add(event);
                chars += event.length();
            }
        }
        wake.run();
    }

    @Nullable
    String poll() {
        synchronized (waiting) {
            String event = waiting.poll();
            chars -= event == null ? 0 : event.length();
            return event;
        }
    }

    /** Whether events were lost because the listener was too slow. */
    boolean isOverrun() {
        synchronized (waiting) {
            return overrun;
        }
    }
}
