package io.freshet.processor.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that a declaration may use, and the slots of those that it does use. Used while a plan is made, by one thread.
 */
final class Scope {
    /**
     * A name.
     *
     * @param symbols of an enum; empty for every other type
     */
    record Name(Field field, List<String> symbols) {}

    private final Map<String, Name> sourceNames;
    private final Map<String, Name> derivedNames = new LinkedHashMap<>();
    private final Map<String, String> refused;
    private final Map<String, Integer> used = new LinkedHashMap<>();
    private final List<Field> slots = new ArrayList<>();

    /**
     * @param sourceNames of the events' fields
     * @param refused names that exist, with the reason why they cannot be used
     */
    Scope(Map<String, Name> sourceNames, Map<String, String> refused) {
        this.sourceNames = sourceNames;
        this.refused = refused;
    }

    @Nullable
    Name find(String name) {
        Name derived = derivedNames.get(name);
        return derived == null ? sourceNames.get(name) : derived;
    }

    /** Why a name cannot be used although it exists; null where there is no such reason. */
    @Nullable
    String refusal(String name) {
        return refused.get(name);
    }

    List<String> names() {
        List<String> names = new ArrayList<>(sourceNames.keySet());
        names.addAll(derivedNames.keySet());
        return names;
    }

    /** A new name for a computed value; its slot is taken at once. */
    int derive(Field field) {
        derivedNames.put(field.name(), new Name(field, List.of()));
        return slot(field);
    }

    /** A slot without a name of its own. */
    int anonymous(FieldType type, boolean nullable) {
        return slot(new Field("$" + slots.size(), type, 0, nullable));
    }

    private int slot(Field field) {
        slots.add(field);
        used.put(field.name(), slots.size() - 1);
        return slots.size() - 1;
    }

    int use(Name name) {
        Integer known = used.get(name.field().name());
        return known == null ? slot(name.field()) : known;
    }

    List<Field> slots() {
        return slots;
    }

    /** How many slots, from the first, are read from the event; right in a scope that was {@link #seeded}. */
    int sourceFields() {
        return (int) slots.stream().filter(this::isFromSource).count();
    }

    /** The same names, with the slots of the source fields that were used here, and no others, in front. */
    Scope seeded() {
        Scope seeded = new Scope(sourceNames, refused);
        slots.stream().filter(this::isFromSource).forEach(seeded::slot);
        return seeded;
    }

    private boolean isFromSource(Field field) {
        String name = field.name();
        return !name.equals(Row.TIME) && !name.startsWith("$") && !derivedNames.containsKey(name);
    }
}
