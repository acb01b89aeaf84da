package io.freshet.gateway.intake.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.intake.Original;
import io.freshet.model.Reason;
import io.freshet.model.WireFormat;
import io.freshet.model.json.AvroToJson;
import io.freshet.model.json.AvroToJson.UndecodableException;
import io.freshet.model.json.FreshetJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Avro in the Confluent wire format, as JSON: from there on it is held against its type as any other event. */
final class AvroPayload {
    private AvroPayload() {}

    static Data read(byte[] payload, @Nullable ServedType served) {
        if (!WireFormat.isFramed(payload)) {
            return wrong(
                    "the payload is Avro in the Confluent wire format: a zero, four bytes of schema id, the fields");
        }
        int id = WireFormat.schemaId(payload);
        if (served == null) {
            return new Data.Wrong(Reason.NO_SUCH_TYPE, "", "There is no such event type here that can be posted.");
        }
        AvroToJson version = served.versions().of(id);
        return version == null
                ? wrong("the type %s has no version with the schema id %d".formatted(served.name(), id))
                : json(payload, version);
    }

    private static Data json(byte[] payload, AvroToJson version) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2 * payload.length);
        try (JsonGenerator json = FreshetJson.factory().createGenerator(out)) {
            json.writeStartObject();
            AvroToJson.Changes changes = version.write(payload, WireFormat.HEADER_BYTES, payload.length, json);
            if (changes.notFinite() > 0) {
                return new Data.Wrong(Reason.OUT_OF_RANGE, "", "a number is infinite or none");
            }
            json.writeEndObject();
        } catch (UndecodableException e) {
            return wrong("the payload is not what its schema says: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return new Data.Json(new Original(out.toByteArray(), 0, out.size()));
    }

    private static Data wrong(String detail) {
        return new Data.Wrong(Reason.INVALID_FORMAT, "", detail);
    }
}
