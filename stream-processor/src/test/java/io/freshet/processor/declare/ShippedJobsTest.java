package io.freshet.processor.declare;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventType;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ShippedJobsTest {
    static final List<String> NAMES = ShippedJobs.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyShippedJobIsRightAndItsResultsAreAnEventTypeThatNobodyMayPost(String name) throws Exception {
        JobPlan plan = TestJobs.shipped(name);
        assertThat(plan.name()).isEqualTo(name);
        EventType type = EventType.of(plan.into(), 1, plan.result().schema());
        assertThat(type.ingestible()).isFalse();
    }

    @Test
    void theTotalsOfCustomersKeepTheSchemaThatTheyHave() {
        Schema before = BuiltInTypes.get(BuiltInTypes.CUSTOMER_ORDER_TOTALS).schema();
        assertThat(TestJobs.shipped("customer-order-totals").result().schema()).isSameAs(before);
    }
}
