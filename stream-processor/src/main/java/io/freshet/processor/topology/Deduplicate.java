package io.freshet.processor.topology;

import io.freshet.model.EventHeaders;
import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.dedupe.DedupeRule;
import io.freshet.processor.dedupe.EventHash;
import io.freshet.processor.state.RememberedEvents;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Keeps back events of which one with the same type, source and id came before in the same partition, as far back as is
 * remembered. An event without an id, or one that comes while the memory is too short, passes: nothing is dropped on suspicion.
 */
final class Deduplicate implements SourceGate {
    private final JobPlan plan;
    private final DedupeRule rule;
    private final EventHash hash = new EventHash();
    private RememberedEvents remembered;

    @SuppressWarnings("NullAway.Init") // init comes before anything else
    Deduplicate(JobPlan plan, Behaviour.Deduplication deduplication) {
        this.plan = plan;
        this.rule = new DedupeRule(deduplication.within().toMillis(), deduplication.entries());
    }

    @Override
    public void init(ProcessorContext<?, ?> context) {
        remembered = new RememberedEvents(context::getStateStore, plan, rule);
    }

    @Override
    public boolean admits(SourceRecord record) {
        String id = record.header(EventHeaders.ID);
        if (id == null) {
            return true;
        }
        String source = record.header(EventHeaders.SOURCE);
        byte[] name = hash.of(record.topic(), source == null ? "" : source, id);
        return switch (remembered.see(name, record.appendedAt())) {
            case NEW -> true;
            case KNOWN -> false;
            case UNCERTAIN -> {
                record.headers().add(UNCERTAIN, YES);
                yield true;
            }
        };
    }

    /** Header of an event that passed while not all was remembered that should be. */
    static final String UNCERTAIN = "freshet_dedupe";

    private static final byte[] YES = {'u', 'n', 'c', 'e', 'r', 't', 'a', 'i', 'n'};

    /** @param plan of a job that asks for it */
    record Supplier(JobPlan plan, Behaviour.Deduplication deduplication) implements SourceGate.Supplier {
        @Override
        public SourceGate get() {
            return new Deduplicate(plan, deduplication);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return RememberedEvents.builders(plan);
        }
    }
}
