package io.freshet.gateway.catalogue;

import io.freshet.model.EventType;
import io.freshet.model.EventType.InvalidEventTypeException;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a type is served: the newest that agrees with the oldest valid one in every {@code freshet.*} property. A version
 * that changed one would key, time or identify events of one topic in two ways.
 */
final class Versions {
    private static final Logger LOG = Logger.getLogger(Versions.class);

    private Versions() {}

    /** @param versions oldest first; @return null if none is a valid event type */
    static @Nullable EventType choose(String name, List<Registered> versions) {
        EventType first = null;
        EventType chosen = null;
        for (Registered version : versions) {
            EventType type = read(name, version);
            if (first == null) {
                first = type;
            }
            if (type != null && follows(Objects.requireNonNull(first), type, version)) {
                chosen = type;
            }
        }
        return chosen;
    }

    private static boolean follows(EventType first, EventType type, Registered version) {
        List<String> changes = EventType.checkSuccessor(first, type);
        if (!changes.isEmpty()) {
            LOG.errorf(
                    "A version changes what no version may and is not served; register the event as a new type."
                            + " topic=%s version=%d schemaId=%d reason=%s",
                    type.name(), version.version(), version.id(), String.join("; ", changes));
        }
        return changes.isEmpty();
    }

    private static @Nullable EventType read(String name, Registered version) {
        try {
            return EventType.of(name, version.id(), version.schema());
        } catch (InvalidEventTypeException e) {
            LOG.errorf(
                    "A version is no valid event type and is not served. topic=%s version=%d reason=%s",
                    name, version.version(), e.getMessage());
            return null;
        }
    }
}
