package io.freshet.processor.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The names that event types give to a declaration. */
final class SourceNames {
    private static final int MAX_DEPTH = 4;

    private final Map<String, Scope.Name> names = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /** Names of all sources together: one that some lack may be null, one of several types cannot be used. */
    static Scope scopeOf(List<Source> sources) {
        SourceNames all = of(sources.get(0).schema());
        for (Source source : sources.subList(1, sources.size())) {
            all.join(of(source.schema()), source.type());
        }
        all.names.put(Row.TIME, new Scope.Name(new Field(Row.TIME, FieldType.TIMESTAMP, 0, false), List.of()));
        return new Scope(all.names, all.refused);
    }

    private static SourceNames of(Schema schema) {
        SourceNames names = new SourceNames();
        names.walk(schema, "", false, 0);
        return names;
    }

    /** The top-level fields of simple types, in the schema's order. */
    static List<Field> simpleFields(Schema schema) {
        return of(schema).names.values().stream()
                .map(Scope.Name::field)
                .filter(field -> !field.name().contains("."))
                .toList();
    }

    private void walk(Schema record, String prefix, boolean nullable, int depth) {
        for (Schema.Field field : record.getFields()) {
            add(prefix + field.name(), field.schema(), nullable, depth);
        }
    }

    private void add(String path, Schema schema, boolean nullable, int depth) {
        Schema type = withoutNull(schema);
        if (type == null) {
            refused.put(path, path + " has one of several types, which a job cannot use");
            return;
        }
        boolean maybe = nullable || !type.equals(schema);
        FieldType simple = type(type);
        if (simple != null) {
            int scale = type.getLogicalType() instanceof LogicalTypes.Decimal decimal ? decimal.getScale() : 0;
            List<String> symbols = type.getType() == Schema.Type.ENUM ? type.getEnumSymbols() : List.of();
            names.put(path, new Scope.Name(new Field(path, simple, scale, maybe), symbols));
        } else if (type.getType() == Schema.Type.RECORD && depth < MAX_DEPTH) {
            refused.put(path, path + " is a record; name one of its fields");
            walk(type, path + ".", maybe, depth + 1);
        } else {
            refused.put(path, path + " is " + kind(type) + ", which a job cannot use");
        }
    }

    private void join(SourceNames other, String type) {
        refused.putAll(other.refused);
        List<String> all = new ArrayList<>(names.keySet());
        other.names.keySet().stream().filter(name -> !names.containsKey(name)).forEach(all::add);
        for (String name : all) {
            Scope.Name here = names.get(name);
            Scope.Name there = other.names.get(name);
            if (here == null || there == null) {
                names.put(name, nullable(here == null ? there : here));
            } else if (here.field().type() != there.field().type()
                    || here.field().scale() != there.field().scale()) {
                names.remove(name);
                refused.put(name, name + " has another type in " + type + " than in the sources before it");
            } else {
                List<String> symbols = new ArrayList<>(here.symbols());
                there.symbols().stream().filter(s -> !symbols.contains(s)).forEach(symbols::add);
                Scope.Name both = there.field().nullable() ? nullable(here) : here;
                names.put(name, new Scope.Name(both.field(), symbols));
            }
        }
        names.keySet().removeAll(refused.keySet());
    }

    private static Scope.Name nullable(Scope.@Nullable Name name) {
        if (name == null) {
            throw new IllegalArgumentException("a name is in one of the two");
        }
        Field field = name.field();
        return new Scope.Name(new Field(field.name(), field.type(), field.scale(), true), name.symbols());
    }

    private static @Nullable Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> others = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        return others.size() == 1 ? others.get(0) : null;
    }

    private static @Nullable FieldType type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (schema.getType()) {
            case STRING, ENUM -> FieldType.STRING;
            case BOOLEAN -> FieldType.BOOLEAN;
            case FLOAT, DOUBLE -> FieldType.DOUBLE;
            case INT -> logical instanceof LogicalTypes.Date ? FieldType.TIMESTAMP : FieldType.LONG;
            case LONG ->
                logical != null && logical.getName().contains("timestamp") ? FieldType.TIMESTAMP : FieldType.LONG;
            case BYTES, FIXED -> logical instanceof LogicalTypes.Decimal ? FieldType.DECIMAL : null;
            default -> null;
        };
    }

    private static String kind(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> "a list";
            case MAP -> "a map";
            case RECORD -> "a record too deep within others";
            case NULL -> "always null";
            default -> "bytes";
        };
    }
}
