package io.freshet.local.types;

import io.freshet.model.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** A registry that answers at once, takes every schema and can be told to be away. */
final class InMemoryRegistry implements SchemaRegistry {
    private final Map<String, List<Registered>> subjects = new TreeMap<>();
    private int ids;
    private boolean away;

    void goAway() {
        away = true;
    }

    @Override
    public Answer<Schema> byId(int id) {
        return subjects.values().stream()
                .flatMap(List::stream)
                .filter(known -> known.id() == id)
                .<Answer<Schema>>map(known -> new Answer.Found<>(known.schema()))
                .findFirst()
                .orElseGet(Answer.Unknown::new);
    }

    @Override
    public Answer<Registered> latest(String subject) {
        if (away) {
            return new Answer.Unavailable<>("it was told to be away");
        }
        List<Registered> versions = subjects.getOrDefault(subject, List.of());
        return versions.isEmpty() ? new Answer.Unknown<>() : new Answer.Found<>(versions.getLast());
    }

    @Override
    public Answer<List<Registered>> versions(String subject) {
        return new Answer.Found<>(List.copyOf(subjects.getOrDefault(subject, List.of())));
    }

    @Override
    public Answer<List<String>> subjects() {
        return away
                ? new Answer.Unavailable<>("it was told to be away")
                : new Answer.Found<>(List.copyOf(subjects.keySet()));
    }

    @Override
    public Answer<String> compatibility(String subject) {
        return new Answer.Found<>("FULL_TRANSITIVE");
    }

    @Override
    public Answer<Registered> register(String subject, Schema schema) {
        List<Registered> versions = subjects.computeIfAbsent(subject, unused -> new ArrayList<>());
        return versions.stream()
                .filter(known -> known.schema().equals(schema))
                .<Answer<Registered>>map(Answer.Found::new)
                .findFirst()
                .orElseGet(() -> {
                    versions.add(new Registered(subject, ++ids, versions.size() + 1, schema));
                    return new Answer.Found<>(versions.getLast());
                });
    }
}
