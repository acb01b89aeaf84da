package io.freshet.processor.topology;

import io.freshet.model.EventHeaders;
import io.freshet.processor.topology.TaskContext.Result;
import io.freshet.processor.watermark.Now;
import java.util.Set;
import org.apache.kafka.streams.state.StoreBuilder;

/** Passes every event on once, its bytes as they are: what {@link Deduplicate} held back does not come here. */
final class CopyEvents implements JobOperator {
    private TaskContext task;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    CopyEvents() {}

    @Override
    public void init(TaskContext task) {
        this.task = task;
    }

    /** Named by the event's own id: the copy has the same one however often it is made. */
    @Override
    public void event(Message.Event event, Now now) {
        SourceRecord source = event.source();
        String id = source.header(EventHeaders.ID);
        task.result(new Result(
                event.group(),
                id == null ? source.position() : source.header(EventHeaders.SOURCE) + "/" + id,
                event.row().time(),
                event.arrival(),
                true,
                source.value(),
                source));
    }

    @Override
    public boolean advanced(Now now) {
        // Every event is passed on at once.
        return false;
    }

    /** One for every job that copies. */
    record Supplier() implements JobOperator.Supplier {
        @Override
        public JobOperator get() {
            return new CopyEvents();
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
