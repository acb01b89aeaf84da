package io.freshet.processor.decode;

import io.freshet.processor.declare.FieldType;
import io.freshet.processor.decode.ValueReader.WrongTypeException;
import java.nio.charset.CharacterCodingException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a field stands in records of one schema: {@code page}, or {@code context.page} within a record of the record.
 *
 * @param positions of the records on the way, and of the field; empty where the schema has no such field
 * @param schema of the field; of the default where the schema has no such field
 * @param fallback the datum for records without the field
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, walked for every event
record FieldPath(int[] positions, Schema schema, @Nullable Object fallback) {
    private static final Schema NOTHING = Schema.create(Schema.Type.NULL);

    /** @param checked the schema that has the field for certain, for its default */
    static FieldPath of(String path, Schema writer, Schema checked) {
        int[] positions = find(path, writer);
        if (positions.length > 0) {
            return new FieldPath(positions, fieldOf(positions, writer).schema(), null);
        }
        int[] known = find(path, checked);
        Schema.Field field = known.length == 0 ? null : fieldOf(known, checked);
        return field == null || !field.hasDefaultValue()
                ? new FieldPath(positions, NOTHING, null)
                : new FieldPath(positions, field.schema(), GenericData.get().getDefaultValue(field));
    }

    @Nullable
    Object read(GenericRecord record, FieldType type) throws WrongTypeException, CharacterCodingException {
        Object datum = positions.length == 0 ? fallback : record;
        for (int position : positions) {
            datum = datum instanceof GenericRecord inner ? inner.get(position) : null;
        }
        return ValueReader.read(datum, schema, type);
    }

    private static int[] find(String path, Schema schema) {
        String[] names = path.split("\\.", -1);
        int[] positions = new int[names.length];
        Schema at = schema;
        for (int i = 0; i < names.length; i++) {
            Schema.Field field = at == null ? null : at.getField(names[i]);
            if (field == null) {
                return new int[0];
            }
            positions[i] = field.pos();
            at = recordIn(field.schema());
        }
        return positions;
    }

    private static Schema.Field fieldOf(int[] positions, Schema schema) {
        Schema.Field field = schema.getFields().get(positions[0]);
        for (int i = 1; i < positions.length; i++) {
            Schema inner = recordIn(field.schema());
            if (inner == null) {
                throw new IllegalStateException("a path that was found leads on through records");
            }
            field = inner.getFields().get(positions[i]);
        }
        return field;
    }

    private static @Nullable Schema recordIn(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema;
            case UNION ->
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() == Schema.Type.RECORD)
                        .findFirst()
                        .orElse(null);
            default -> null;
        };
    }
}
