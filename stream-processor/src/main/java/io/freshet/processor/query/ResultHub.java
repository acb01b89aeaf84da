package io.freshet.processor.query;

import io.freshet.processor.state.KeptResult;
import io.freshet.processor.topology.ResultListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Passes results on to those who listen now. Never waits for them: who is too slow is let go. */
public final class ResultHub implements ResultListener {
    static final int MAX_SUBSCRIBERS = 100;

    private final ResultRows rows;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    public ResultHub(ResultRows rows) {
        this.rows = rows;
    }

    /**
     * Any thread.
     *
     * @param key null for all
     * @param wake called by a stream thread when there is something to read; must not block
     * @return empty when there are as many as can be served
     */
    synchronized Optional<Subscription> subscribe(String job, @Nullable String key, Runnable wake) {
        if (subscriptions.size() >= MAX_SUBSCRIBERS) {
            return Optional.empty();
        }
        Subscription subscription = new Subscription(job, key, wake);
        subscriptions.add(subscription);
        return Optional.of(subscription);
    }

    void leave(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    int subscribers() {
        return subscriptions.size();
    }

    @Override
    public void kept(String job, String key, KeptResult result) {
        String event = null;
        for (Subscription subscription : subscriptions) {
            if (subscription.wants(job, key)) {
                event = event == null ? "id: " + result.id() + "\ndata: " + rows.json(key, result) + "\n\n" : event;
                subscription.offer(event);
            }
        }
    }
}
