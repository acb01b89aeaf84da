package io.freshet.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.declare.BuiltInEventTypes;
import io.freshet.processor.declare.EventTypes;
import io.freshet.processor.declare.JobFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypesAndResultsTest {
    private static final String TOTALS = """
            name: totals
            from: order-events
            group: { by: [customer_id] }
            window: { tumbling: 1h }
            measures: { total: sum(order_total) }
            """;
    private static final String OF_TOTALS = """
            name: largest-totals
            from: totals
            group: { by: [customer_id] }
            window: { tumbling: 1d }
            measures: { largest: max(total) }
            into: largest
            """;
    private static final String OF_LARGEST = """
            name: often-large
            from: largest
            group: { by: [customer_id] }
            window: { tumbling: 7d }
            measures: { days: count() }
            """;

    private final EventTypes registered = new BuiltInEventTypes(List.of());

    @Test
    void aJobMayReadWhatAnotherWillWriteBeforeThatEverRan() {
        EventTypes types = new TypesAndResults(registered, Map.of("a", TOTALS, "b", OF_TOTALS));

        assertThat(JobFile.read(OF_LARGEST, types)).isInstanceOf(JobFile.Outcome.Planned.class);
        assertThat(types.find("largest"))
                .isInstanceOfSatisfying(
                        EventTypes.Answer.Known.class,
                        known -> assertThat(known.ingestible()).isFalse());
        assertThat(types.names()).contains("totals", "largest", "order-events");
    }

    @Test
    void whatNobodyWritesIsUnknownAndWhatIsRegisteredIsNotAskedOfJobs() {
        EventTypes types = new TypesAndResults(registered, Map.of("a", TOTALS));

        assertThat(types.find("nothing")).isInstanceOf(EventTypes.Answer.Unknown.class);
        assertThat(types.find("order-events")).isEqualTo(registered.find("order-events"));
    }

    @Test
    void whatCannotBeAskedIsNotGuessed() {
        EventTypes away = new EventTypes() {
            @Override
            public Answer find(String type) {
                return new Answer.Unavailable("away");
            }

            @Override
            public Collection<String> names() {
                return List.of();
            }
        };

        assertThat(new TypesAndResults(away, Map.of("a", TOTALS)).find("totals"))
                .isInstanceOf(EventTypes.Answer.Unavailable.class);
    }
}
