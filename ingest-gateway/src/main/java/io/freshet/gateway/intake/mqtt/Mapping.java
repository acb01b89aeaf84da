package io.freshet.gateway.intake.mqtt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is declared of one filter.
 *
 * @param type null where the level {@code typeLevel} of the topic names it
 * @param parts levels that become fields, in the order of the topic
 * @param value the field that the payload is; null but for {@link Payload#VALUE}
 * @param receivedAt the field that takes the time of receipt where the payload does not have it; null for none
 */
record Mapping(
        Filter filter,
        @Nullable String type,
        int typeLevel,
        List<Part> parts,
        Payload payload,
        @Nullable Field value,
        @Nullable Field receivedAt) {

    /** @param level of the topic, from 0 */
    record Part(int level, Field field) {}
}
