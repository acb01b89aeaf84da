package io.freshet.processor.declare;

import java.util.List;
import org.apache.avro.Schema;

/**
 * What a job's results look like: an Avro schema that is an event type nobody may post, and the same as a list of fields.
 *
 * <table>
 * <caption>Fields by behaviour, after those of the group (and group_key where several fields group)</caption>
 * <tr><td>windowed</td><td>window_start, window_end, the measures, flags</td></tr>
 * <tr><td>pattern</td><td>first_at, last_at, event_count</td></tr>
 * <tr><td>threshold</td><td>state (ENTER, EXIT), at, value, since</td></tr>
 * <tr><td>silence</td><td>state (SILENT, BACK, FLEET), last_seen, at, keys</td></tr>
 * <tr><td>enrichment</td><td>the event's own fields instead of a group, then the table's, nullable</td></tr>
 * <tr><td>copy</td><td>the source's schema, and its bytes are passed on as they are</td></tr>
 * </table>
 *
 * <p>Silence has group_key always, and nullable group fields: a fleet's alert speaks of no key.
 *
 * @param copied of an enrichment: the slots of the event's row that the first fields are, in their order; the rest is the
 *     table's, in the order of its layout (without a time that was not asked for)
 */
public record ResultSchema(Schema schema, List<ResultField> fields, List<Integer> copied) {
    public ResultSchema {
        fields = List.copyOf(fields);
        copied = List.copyOf(copied);
    }

    /** For records with this schema id. */
    public ResultWriter writer(int schemaId) {
        return new AvroResultWriter(schema, schemaId);
    }
}
