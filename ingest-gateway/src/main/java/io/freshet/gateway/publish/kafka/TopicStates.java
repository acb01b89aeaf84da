package io.freshet.gateway.publish.kafka;

import io.freshet.gateway.publish.EventSink.State;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which topics can be written to. Any thread; never blocks.
 *
 * <pre>
 *   (not wanted) ──wanted──▶ PREPARING ──ready──▶ READY ◀──ready── UNAVAILABLE
 *                                │                  └──failed──────▶ ▲
 *                                └──not ready in time────────────────┘
 * </pre>
 *
 * As many as there are event types: senders cannot make it grow.
 */
final class TopicStates {
    private final ConcurrentMap<String, Topic> topics = new ConcurrentHashMap<>();
    private final Duration patience;

    TopicStates(Duration patience) {
        this.patience = patience;
    }

    State state(String name) {
        Topic topic = topics.get(name);
        return topic == null ? State.PREPARING : topic.state;
    }

    /** Takes a topic up; the stage completes when it is no longer being prepared. */
    CompletionStage<State> want(String name) {
        Topic topic = topics.computeIfAbsent(name, n -> new Topic(patience));
        return topic.prepared;
    }

    void ready(String name) {
        change(name, State.READY);
    }

    /** A record for the topic could not be made durable: nobody is to wait for this topic until it is found well. */
    void failed(String name) {
        change(name, State.UNAVAILABLE);
    }

    /** Whether records could be written to the topic before. */
    boolean wasReady(String name) {
        @Nullable Topic topic = topics.get(name);
        return topic != null && topic.wasReady;
    }

    Collection<String> wanted() {
        return topics.keySet();
    }

    boolean anyPreparing() {
        return topics.values().stream().anyMatch(t -> t.state == State.PREPARING);
    }

    private void change(String name, State state) {
        @Nullable Topic topic = topics.get(name);
        if (topic != null) {
            topic.change(state);
        }
    }

    private static final class Topic {
        private final CompletableFuture<State> prepared = new CompletableFuture<>();
        private volatile State state = State.PREPARING;
        private volatile boolean wasReady;

        Topic(Duration patience) {
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        if (!prepared.isDone()) {
                            change(State.UNAVAILABLE);
                        }
                    });
        }

        private void change(State to) {
            wasReady |= to == State.READY;
            state = to;
            prepared.complete(to);
        }
    }
}
