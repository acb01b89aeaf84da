package io.freshet.processor.decode;

import io.freshet.model.Reason;
import io.freshet.model.WireFormat;
import io.freshet.processor.decode.Decoded.Undecodable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads orders in the wire format, whatever schema they were written by. One per stream task; not safe for several threads. */
public final class OrderDecoder {
    /** Versions of one event type are few; a flood of ids is a broken producer's, and must not fill the memory. */
    private static final int MAX_READERS = 256;
    /**
     * Three times what the gateway takes as one event. What is larger could not be passed on whole, with headers added, to a
     * topic of the broker's default record limit.
     */
    private static final int MAX_BYTES = 768 * 1024;

    private final WriterSchemas schemas;
    private final Map<Integer, OrderReader> readers = new HashMap<>();

    public OrderDecoder(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    /** @throws WriterSchemas.RegistryUnavailableException when the record must be read again later */
    public Decoded decode(byte @Nullable [] value) {
        if (value == null) {
            return new Undecodable(Reason.UNDECODABLE_RECORD, "the record has no value");
        }
        if (value.length > MAX_BYTES) {
            return new Undecodable(Reason.EVENT_TOO_LARGE, "the record has more than " + MAX_BYTES + " bytes");
        }
        if (!WireFormat.isFramed(value)) {
            return new Undecodable(
                    Reason.UNDECODABLE_RECORD, "the value does not begin with magic byte 0 and a schema id");
        }
        int id = WireFormat.schemaId(value);
        OrderReader reader = reader(id);
        return reader == null
                ? new Undecodable(Reason.UNDECODABLE_RECORD, "the registry has no Avro schema " + id)
                : reader.read(value);
    }

    private @Nullable OrderReader reader(int id) {
        OrderReader known = readers.get(id);
        if (known != null) {
            return known;
        }
        OrderReader found = schemas.byId(id).map(OrderReader::new).orElse(null);
        if (found != null) {
            if (readers.size() >= MAX_READERS) {
                readers.clear();
            }
            readers.put(id, found);
        }
        return found;
    }
}
