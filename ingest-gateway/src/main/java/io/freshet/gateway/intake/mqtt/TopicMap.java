package io.freshet.gateway.intake.mqtt;

import io.freshet.gateway.declare.Declaration;
import io.freshet.gateway.declare.DeclarationException;
import io.freshet.gateway.declare.Section;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which topics are which event types. Immutable; any thread.
 *
 * <p>Of several filters that take a topic the one declared first counts; one that could never count is refused when the file is read.
 * Levels with a name become fields of that name, except that {@code {type}} names the type where the filter's {@code type} is not
 * given. A field that the type does not have is what it is in any event: refused, unless the type has {@code freshet.extra}.
 *
 * <pre>
 * topics:
 *   - filter: sites/{site}/devices/{device_id}/telemetry
 *     type: sensor-readings
 *     payload: json              # or avro, or value
 *   - filter: meters/{device_id}/temperature
 *     type: sensor-readings
 *     payload: value
 *     value: temperature         # the field that the payload is
 *     received-at: timestamp     # takes the time of receipt where the payload does not have the field
 * </pre>
 */
public final class TopicMap {
    private static final String USUAL = """
            topics:
              - filter: events/{type}
              - filter: sites/+/devices/{device_id}/telemetry
                type: sensor-readings
            """;

    private final List<Mapping> mappings;
    private final FilterTree tree;

    private TopicMap(List<Mapping> mappings) {
        this.mappings = List.copyOf(mappings);
        this.tree = new FilterTree(mappings.stream().map(Mapping::filter).toList());
    }

    /** Any type by its name, in JSON; and the telemetry of devices, whose id is a level of the topic. */
    public static TopicMap usual() {
        try {
            return read("usual", USUAL);
        } catch (DeclarationException e) {
            throw new IllegalStateException("Our own topics cannot be read", e);
        }
    }

    /** @param file stands in messages */
    public static TopicMap read(String file, String yaml) throws DeclarationException {
        Section root = Declaration.read(file, yaml);
        Section topics = root.child("topics");
        root.refuseOthers();
        if (topics == null) {
            throw root.wrong("topics", "is missing; it is the list of topic filters");
        }
        List<Mapping> mappings = new ArrayList<>();
        List<Filter> filters = new ArrayList<>();
        for (Section each : topics.elements()) {
            Mapping mapping = new MappingReader(each).read(filters);
            mappings.add(mapping);
            filters.add(mapping.filter());
        }
        if (mappings.isEmpty()) {
            throw topics.wrong("", "is empty: nothing could be published");
        }
        return new TopicMap(mappings);
    }

    /** What becomes of messages of this topic; null where no filter takes it. */
    public @Nullable Route route(String topic) {
        int first = tree.first(topic);
        return first < 0 ? null : Route.of(mappings.get(first), topic);
    }
}
