package io.freshet.processor.topology;

import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.ResultWriter;
import io.freshet.processor.declare.Row;
import io.freshet.processor.decode.EventDecoder;
import io.freshet.processor.decode.Values;
import io.freshet.processor.decode.WriterSchemas;
import io.freshet.processor.state.TableRows;
import io.freshet.processor.topology.TaskContext.Result;
import io.freshet.processor.watermark.Now;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Adds the fields of a table's row to every event: the newest row, or the one that was in force at the event's time. Without a
 * row the fields are null, or the event is left out where the job asks for that. Nothing is late here.
 */
final class EnrichEvents implements JobOperator {
    private final Behaviour.Enrichment enrichment;
    private final JobPlan plan;
    private final ResultWriter writer;
    private final EventDecoder decoder;
    private TaskContext task;
    private KeyValueStore<Bytes, byte[]> table;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    EnrichEvents(Supplier supplier) {
        this.plan = supplier.plan();
        this.enrichment = supplier.enrichment();
        this.writer = supplier.writer();
        this.decoder = new EventDecoder(supplier.schemas(), enrichment.table().schema(), enrichment.tableLayout());
    }

    @Override
    public void init(TaskContext task) {
        this.task = task;
        this.table = task.store(TableRows.store(plan));
    }

    @Override
    public void event(Message.Event event, Now now) {
        Row row = event.row();
        @Nullable Object[] found = row(row);
        if (found == null && enrichment.inner()) {
            return;
        }
        List<Integer> copied = plan.result().copied();
        int added = plan.result().fields().size() - copied.size();
        List<@Nullable Object> values = new ArrayList<>(copied.size() + added);
        copied.forEach(slot -> values.add(row.get(slot)));
        for (int slot = 0; slot < added; slot++) {
            values.add(found == null ? null : found[slot]);
        }
        task.result(new Result(
                event.group(),
                event.source().position(),
                row.time(),
                event.arrival(),
                true,
                writer.write(values),
                event.source()));
    }

    private @Nullable Object @Nullable [] row(Row event) {
        Object key = event.get(enrichment.keySlot());
        if (key == null) {
            return null;
        }
        byte[] row = TableRows.inForce(table, key.toString(), enrichment.asOf() ? event.time() : TableRows.ALWAYS);
        return row != null && decoder.decode(row) instanceof Values.Read values ? values.slots() : null;
    }

    @Override
    public boolean advanced(Now now) {
        // Every event is answered at once.
        return false;
    }

    /** @param writer of the job's results */
    record Supplier(JobPlan plan, Behaviour.Enrichment enrichment, ResultWriter writer, WriterSchemas schemas)
            implements JobOperator.Supplier {
        @Override
        public JobOperator get() {
            return new EnrichEvents(this);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of();
        }

        @Override
        public long graceMillis() {
            return 0;
        }

        @Override
        public long reachMillis() {
            return 1;
        }
    }
}
