package io.freshet.local.types;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventType;
import io.freshet.model.EventType.InvalidEventTypeException;
import io.freshet.model.EventTypeDefinition;
import io.freshet.model.TypeName;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Installs event types: a schema in the registry and a topic that keeps what the type promises. Everything is checked before
 * anything is changed, and installing again what is there changes nothing. Blocks; never call it on an event loop.
 */
public final class EventTypes {
    private static final String SUBJECT_SUFFIX = TypeName.subject("");

    private EventTypes() {}

    /** Installs the types that Freshet comes with, and beside them the relay's own topic and that of a job's late events. */
    public static List<InstalledType> installBuiltIns(String bootstrap, SchemaRegistry registry) {
        try (Topics topics = new Topics(bootstrap)) {
            Set<String> existing = topics.names();
            if (!existing.contains(TopicSettings.LATE_ORDERS)) {
                topics.create(
                        List.of(TopicSettings.LATE_ORDERS), TopicSettings.PARTITIONS, TopicSettings.ofEventType());
            }
            if (!existing.contains(TopicSettings.MANIFEST)) {
                topics.create(
                        List.of(TopicSettings.MANIFEST), TopicSettings.MANIFEST_PARTITIONS, TopicSettings.ofManifest());
            }
        }
        return install(bootstrap, registry, BuiltInTypes.all().toArray(EventTypeDefinition[]::new));
    }

    /**
     * Installs these types, or new versions of them.
     *
     * @throws EventTypeException when one is refused, saying why, or when the broker or the registry is away
     */
    public static List<InstalledType> install(String bootstrap, SchemaRegistry registry, EventTypeDefinition... types) {
        List<EventTypeDefinition> wanted = Arrays.asList(types);
        try (Topics topics = new Topics(bootstrap)) {
            Set<String> existing = topics.names();
            check(wanted, registry, topics, existing);
            List<String> missing = wanted.stream()
                    .map(EventTypeDefinition::name)
                    .filter(name -> !existing.contains(name))
                    .toList();
            // The topic comes first: a schema without a topic would let the gateway take events that it has no place
            // for.
            topics.create(missing, TopicSettings.PARTITIONS, TopicSettings.ofEventType());
            List<Registered> registered =
                    wanted.stream().map(type -> register(type, registry)).toList();
            Map<String, Integer> partitions = topics.partitions(
                    wanted.stream().map(EventTypeDefinition::name).toList());
            List<InstalledType> installed = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                EventType type = wanted.get(i).withId(registered.get(i).id());
                installed.add(installed(type, registered.get(i), partitions));
            }
            return installed;
        }
    }

    /** Every event type that the registry knows, by name. Subjects that are no event types are left out. */
    public static List<InstalledType> list(String bootstrap, SchemaRegistry registry) {
        try (Topics topics = new Topics(bootstrap)) {
            List<InstalledType> types = new ArrayList<>();
            Set<String> existing = topics.names();
            Map<String, Integer> partitions = topics.partitions(existing);
            for (String name : knownNames(registry)) {
                Answers.found(registry.latest(TypeName.subject(name)), name)
                        .ifPresent(latest ->
                                parsed(name, latest).ifPresent(type -> types.add(installed(type, latest, partitions))));
            }
            return types;
        }
    }

    private static InstalledType installed(EventType type, Registered registered, Map<String, Integer> partitions) {
        return new InstalledType(
                type.name(),
                registered.id(),
                registered.version(),
                type.ingestible(),
                partitions.getOrDefault(type.name(), 0));
    }

    private static Registered register(EventTypeDefinition type, SchemaRegistry registry) {
        return Answers.found(registry.register(type.subject(), type.schema()), type.name())
                .orElseThrow(
                        () -> EventTypeException.unavailable("the registry", "it does not know what it registered"));
    }

    private static void check(
            List<EventTypeDefinition> wanted, SchemaRegistry registry, Topics topics, Set<String> existing) {
        Set<String> names = new TreeSet<>(knownNames(registry));
        existing.stream().filter(TypeName::isValid).forEach(names::add);
        wanted.forEach(type -> names.add(type.name()));
        Map<String, List<String>> collisions = TypeName.collisions(names);
        Map<String, Map<String, String>> settings = topics.settings(wanted.stream()
                .map(EventTypeDefinition::name)
                .filter(existing::contains)
                .toList());
        for (EventTypeDefinition type : wanted) {
            List<String> problems = new ArrayList<>();
            checkShape(type, problems);
            Optional.ofNullable(collisions.get(type.table()))
                    .ifPresent(sharing -> problems.add(
                            "the table " + type.table() + " would hold the rows of " + String.join(" and ", sharing)));
            Optional.ofNullable(settings.get(type.name()))
                    .ifPresent(actual -> problems.addAll(TopicSettings.problems(actual)));
            if (problems.isEmpty()) {
                checkSuccessor(type, registry, problems);
            }
            if (!problems.isEmpty()) {
                throw EventTypeException.refused(type.name(), problems);
            }
        }
    }

    private static void checkShape(EventTypeDefinition type, List<String> problems) {
        try {
            EventType.of(type.name(), 0, type.schema());
        } catch (InvalidEventTypeException invalid) {
            problems.addAll(invalid.problems());
        }
    }

    private static void checkSuccessor(EventTypeDefinition type, SchemaRegistry registry, List<String> problems) {
        Answers.found(registry.latest(type.subject()), type.name())
                .ifPresent(latest -> parsed(type.name(), latest)
                        .ifPresentOrElse(
                                previous -> problems.addAll(EventType.checkSuccessor(previous, type.withId(0))),
                                () -> problems.add(
                                        "its subject " + type.subject() + " holds a schema that is no event type")));
    }

    private static List<String> knownNames(SchemaRegistry registry) {
        return Answers.found(registry.subjects(), "subjects").orElse(List.of()).stream()
                .filter(subject -> subject.endsWith(SUBJECT_SUFFIX))
                .map(subject -> subject.substring(0, subject.length() - SUBJECT_SUFFIX.length()))
                .toList();
    }

    private static Optional<EventType> parsed(String name, Registered registered) {
        try {
            return Optional.of(EventType.of(name, registered.id(), registered.schema()));
        } catch (InvalidEventTypeException foreign) {
            return Optional.empty();
        }
    }
}
