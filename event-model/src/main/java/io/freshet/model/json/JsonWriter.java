package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.freshet.model.json.AvroToJson.UndecodableException;
import java.io.IOException;
import java.util.List;

/** Writes the next value of Avro binary as JSON. Immutable; any number of threads. */
interface JsonWriter {
    void write(AvroInput in, JsonGenerator out) throws IOException, UndecodableException;

    /** A field's value under its name. */
    record Field(SerializedString name, JsonWriter value) {}

    /** The fields of a record without the object around them; {@code fields} is filled in later where a schema names itself. */
    final class OfRecord implements JsonWriter {
        private Field[] fields = new Field[0];

        void fill(List<Field> all) {
            fields = all.toArray(Field[]::new);
        }

        void writeFields(AvroInput in, JsonGenerator out) throws IOException, UndecodableException {
            for (Field field : fields) {
                out.writeFieldName(field.name());
                field.value().write(in, out);
            }
        }

        @Override
        public void write(AvroInput in, JsonGenerator out) throws IOException, UndecodableException {
            in.enter();
            out.writeStartObject();
            writeFields(in, out);
            out.writeEndObject();
            in.leave();
        }
    }

    record OfArray(JsonWriter items) implements JsonWriter {
        @Override
        public void write(AvroInput in, JsonGenerator out) throws IOException, UndecodableException {
            in.enter();
            out.writeStartArray();
            for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
                for (long i = 0; i < count; i++) {
                    int from = in.position();
                    items.write(in, out);
                    in.itemRead(from);
                }
            }
            out.writeEndArray();
            in.leave();
        }
    }

    /** A map in the order of its entries. Avro allows a key twice and JSON does not: the first one stays, as with headers. */
    record OfMap(JsonWriter values) implements JsonWriter {
        @Override
        public void write(AvroInput in, JsonGenerator out) throws IOException, UndecodableException {
            in.enter();
            out.writeStartObject();
            NameSet names = new NameSet();
            for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
                for (long i = 0; i < count; i++) {
                    writeEntry(in, out, names);
                }
            }
            out.writeEndObject();
            in.leave();
        }

        private void writeEntry(AvroInput in, JsonGenerator out, NameSet names)
                throws IOException, UndecodableException {
            String name = JsonText.readName(in);
            if (names.add(name)) {
                out.writeFieldName(name);
                values.write(in, out);
                return;
            }
            try (JsonGenerator nowhere = JsonText.nowhere()) {
                values.write(in, nowhere);
            }
        }
    }

    final class OfUnion implements JsonWriter {
        private final JsonWriter[] branches;

        OfUnion(List<JsonWriter> branches) {
            this.branches = branches.toArray(JsonWriter[]::new);
        }

        @Override
        public void write(AvroInput in, JsonGenerator out) throws IOException, UndecodableException {
            branches[in.readIndex(branches.length)].write(in, out);
        }
    }
}
