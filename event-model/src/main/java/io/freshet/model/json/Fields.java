package io.freshet.model.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one record in the schema's order. Senders repeat the order of their fields, so the table remembers which
 * field came after which and tries that first; threads may overwrite each other's memory, which costs time and nothing else.
 */
final class Fields {
    static final int UNKNOWN = -1;

    /** @param absent the Avro bytes of a field that was left out; null when it may not be */
    @SuppressWarnings("ArrayRecordComponent") // compiled once, never compared
    record Field(String name, ValueWriter writer, byte @Nullable [] absent) {}

    private final Field[] fields;
    private final ValueWriter[] writers;
    private final String[] names;
    private final int[] follower;
    private final Map<String, Integer> byName = new HashMap<>();

    Fields(List<Field> list) {
        fields = list.toArray(Field[]::new);
        writers = new ValueWriter[fields.length];
        names = new String[fields.length];
        follower = new int[fields.length + 1];
        for (int i = 0; i < fields.length; i++) {
            writers[i] = fields[i].writer();
            names[i] = fields[i].name();
            byName.put(names[i], i);
            follower[i] = i;
        }
        follower[fields.length] = 0;
    }

    int count() {
        return fields.length;
    }

    String name(int field) {
        return names[field];
    }

    ValueWriter writer(int field) {
        return writers[field];
    }

    boolean mayBeAbsent(int field) {
        return fields[field].absent() != null;
    }

    byte[] valueOfAbsent(int field) {
        byte[] bytes = fields[field].absent();
        if (bytes == null) {
            throw new IllegalStateException("a required field is absent: " + names[field]);
        }
        return bytes;
    }

    /** @param previous the field that came before this one, or {@link #UNKNOWN} at the first */
    int find(String name, int previous) {
        if (fields.length == 0) {
            return UNKNOWN;
        }
        int likely = follower[previous + 1];
        if (names[likely].equals(name)) {
            return likely;
        }
        Integer found = byName.get(name);
        if (found == null) {
            return UNKNOWN;
        }
        follower[previous + 1] = found;
        return found;
    }
}
