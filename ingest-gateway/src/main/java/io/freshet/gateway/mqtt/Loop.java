package io.freshet.gateway.mqtt;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The connections of one event loop, and its clock: one timer for all of them. Of that event loop only. */
final class Loop {
    private static final long PAUSED_MILLIS = 25;
    private static final long SECOND = 1_000;

    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Set<Connection> paused = new LinkedHashSet<>();

    void start(Vertx vertx) {
        vertx.setPeriodic(PAUSED_MILLIS, timer -> resume());
        vertx.setPeriodic(SECOND, timer -> List.copyOf(connections).forEach(Connection::second));
    }

    void add(Connection connection) {
        connections.add(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
        paused.remove(connection);
    }

    /** It is looked at again soon. */
    void paused(Connection connection) {
        paused.add(connection);
    }

    List<Connection> all() {
        return new ArrayList<>(connections);
    }

    /** Whoever has waited longest comes first. */
    private void resume() {
        if (!paused.isEmpty()) {
            List<Connection> now = List.copyOf(paused);
            paused.clear();
            now.forEach(Connection::look);
        }
    }
}
