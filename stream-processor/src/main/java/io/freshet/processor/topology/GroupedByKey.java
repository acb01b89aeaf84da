package io.freshet.processor.topology;

import io.freshet.processor.declare.Field;
import io.freshet.processor.declare.FieldType;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Source;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Whether the source topics themselves bring the events of one group together: the job groups by the very field that keys each
 * of its sources, and all have the same number of partitions.
 */
final class GroupedByKey {
    private static final String KEY_PROPERTY = "freshet.key";

    private GroupedByKey() {}

    static boolean holds(JobPlan plan, SourcePartitions partitions) {
        if (plan.grouping().isEmpty()) {
            return true;
        }
        List<Integer> slots = plan.grouping().get().slots();
        if (slots.size() != 1 || slots.getFirst() >= plan.layout().sourceFields()) {
            return false;
        }
        Field field = plan.layout().field(slots.getFirst());
        return field.type() == FieldType.STRING
                && plan.sources().stream().allMatch(source -> isKeyOf(field.name(), source))
                && plan.sources().stream()
                                .map(source -> partitions.of(source.type()))
                                .distinct()
                                .count()
                        == 1;
    }

    private static boolean isKeyOf(String field, Source source) {
        Schema schema = source.schema();
        return field.equals(schema.getObjectProp(KEY_PROPERTY));
    }
}
