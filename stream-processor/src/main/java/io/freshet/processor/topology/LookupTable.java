package io.freshet.processor.topology;

import io.freshet.model.EventHeaders;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.decode.EventDecoder;
import io.freshet.processor.decode.Values;
import io.freshet.processor.decode.WriterSchemas;
import io.freshet.processor.state.TableRows;
import io.freshet.processor.watermark.RecordTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a whole table on every instance: events need not be partitioned like it, and none is joined before the table has been
 * read to the end that it had at the start. What the table's topic has lost by compaction, as-of does not know either.
 */
record LookupTable(JobPlan plan, Behaviour.Enrichment enrichment, WriterSchemas schemas) {
    private static final String SOURCE = "table";
    private static final String READ_TABLE = "read-table";

    void addTo(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(TableRows.store(plan)),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withLoggingDisabled(),
                SOURCE,
                new BrokerTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                enrichment.table().type(),
                READ_TABLE,
                () -> new Keep(this));
    }

    /** Called by the one thread that reads tables; may wait for the registry. */
    private static final class Keep implements Processor<byte[], byte[], Void, Void> {
        private final LookupTable table;
        private final EventDecoder decoder;
        private KeyValueStore<Bytes, byte[]> rows;

        @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
        Keep(LookupTable table) {
            this.table = table;
            this.decoder =
                    new EventDecoder(table.schemas, table.enrichment.table().schema(), table.enrichment.tableLayout());
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            rows = context.getStateStore(TableRows.store(table.plan));
        }

        /** A record that is no row of the table is passed over: the row before it stays. */
        @Override
        public void process(Record<byte[], byte[]> record) {
            if (record.key() == null || record.headers().lastHeader(ReadSource.CONTROL) != null) {
                return;
            }
            String key = new String(record.key(), StandardCharsets.UTF_8);
            byte @Nullable [] row = record.value();
            long from = time(record);
            if (row != null) {
                if (!(decoder.decode(row) instanceof Values.Read values)) {
                    return;
                }
                int slot = table.enrichment.tableTime();
                if (slot >= 0 && values.slots()[slot] instanceof Long time) {
                    from = time;
                }
            }
            if (table.enrichment.asOf()) {
                TableRows.put(rows, key, from, row);
                TableRows.forget(
                        rows, key, from - table.enrichment.keepVersions().toMillis());
            } else {
                TableRows.replace(rows, key, row);
            }
        }

        private static long time(Record<byte[], byte[]> record) {
            Instant arrival = RecordTime.arrival(text(record, EventHeaders.RECEIVED_AT), record.timestamp());
            return RecordTime.of(text(record, EventHeaders.TIME), arrival)
                    .time()
                    .toEpochMilli();
        }

        private static @Nullable String text(Record<byte[], byte[]> record, String name) {
            Header header = record.headers().lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}
