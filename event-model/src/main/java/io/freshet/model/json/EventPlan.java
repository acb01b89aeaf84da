package io.freshet.model.json;

import io.freshet.model.EventType;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is compiled once per version of a type.
 *
 * @param extraField the field that takes unknown ones; {@link Fields#UNKNOWN} where there is none
 * @param timeField {@link Fields#UNKNOWN} where there is none
 */
record EventPlan(
        EventType type,
        Fields fields,
        int keyField,
        FieldText keyText,
        List<IdPart> idParts,
        int timeField,
        @Nullable FieldTime time,
        int extraField) {

    record IdPart(int field, FieldText text) {}

    static EventPlan of(EventType type) {
        Schema schema = type.schema();
        String key = type.keyField();
        if (key == null) {
            throw new IllegalArgumentException(
                    "the type " + type.name() + " names no freshet.key, so nothing can be posted to it");
        }
        List<IdPart> parts = new ArrayList<>();
        for (String id : type.idFields()) {
            parts.add(new IdPart(
                    index(schema, id), new FieldText(schema.getField(id).schema())));
        }
        String time = type.timeField();
        return new EventPlan(
                type,
                new WriterCompiler().fields(schema),
                index(schema, key),
                new FieldText(schema.getField(key).schema()),
                List.copyOf(parts),
                time == null ? Fields.UNKNOWN : index(schema, time),
                time == null ? null : new FieldTime(schema.getField(time).schema()),
                type.extraField() == null ? Fields.UNKNOWN : index(schema, type.extraField()));
    }

    boolean isId(int field) {
        for (IdPart part : idParts) {
            if (part.field() == field) {
                return true;
            }
        }
        return false;
    }

    private static int index(Schema schema, @Nullable String field) {
        return schema.getField(field).pos();
    }
}
