package io.freshet.processor.decode;

import io.freshet.model.Reason;
import io.freshet.model.WireFormat;
import io.freshet.processor.declare.Failure;
import io.freshet.processor.declare.Layout;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads events of one source in the wire format, whatever schema they were written by. One per stream task; not safe for several threads. */
public final class EventDecoder {
    /** Versions of one event type are few; a flood of ids is a broken producer's, and must not fill the memory. */
    private static final int MAX_READERS = 256;
    /**
     * Three times what the gateway takes as one event. What is larger could not be passed on whole, with headers added, to a
     * topic of the broker's default record limit.
     */
    private static final int MAX_BYTES = 768 * 1024;

    private final WriterSchemas schemas;
    private final Schema checked;
    private final Layout layout;
    private final Map<Integer, RowReader> readers = new HashMap<>();

    /** @param checked the schema by which the job's declaration was checked */
    public EventDecoder(WriterSchemas schemas, Schema checked, Layout layout) {
        this.schemas = schemas;
        this.checked = checked;
        this.layout = layout;
    }

    /** @throws WriterSchemas.RegistryUnavailableException when the record must be read again later */
    public Values decode(byte @Nullable [] value) {
        if (value == null) {
            return undecodable(Reason.UNDECODABLE_RECORD, "the record has no value");
        }
        if (value.length > MAX_BYTES) {
            return undecodable(Reason.EVENT_TOO_LARGE, "the record has more than " + MAX_BYTES + " bytes");
        }
        if (!WireFormat.isFramed(value)) {
            return undecodable(Reason.UNDECODABLE_RECORD, "the value does not begin with magic byte 0 and a schema id");
        }
        int id = WireFormat.schemaId(value);
        RowReader reader = reader(id);
        return reader == null
                ? undecodable(Reason.UNDECODABLE_RECORD, "the registry has no Avro record schema " + id)
                : reader.read(value);
    }

    private @Nullable RowReader reader(int id) {
        RowReader known = readers.get(id);
        if (known != null) {
            return known;
        }
        RowReader found = schemas.byId(id)
                .filter(schema -> schema.getType() == Schema.Type.RECORD)
                .map(schema -> new RowReader(schema, checked, layout))
                .orElse(null);
        if (found != null) {
            if (readers.size() >= MAX_READERS) {
                readers.clear();
            }
            readers.put(id, found);
        }
        return found;
    }

    private static Values undecodable(Reason reason, String detail) {
        return new Values.Undecodable(new Failure(reason, detail));
    }
}
