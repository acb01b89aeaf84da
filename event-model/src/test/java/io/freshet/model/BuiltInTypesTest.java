package io.freshet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

final class BuiltInTypesTest {

    @Test
    void everyBuiltInTypeIsAValidTypeOfItsName() {
        assertThat(BuiltInTypes.all())
                .extracting(EventTypeDefinition::name)
                .containsExactly(
                        "user-activity",
                        "clickstream-events",
                        "order-events",
                        "login-events",
                        "sensor-readings",
                        "tracker-events",
                        "customer-order-totals",
                        "events.rejected");
        for (EventTypeDefinition type : BuiltInTypes.all()) {
            assertThat(type.withId(7).subject()).isEqualTo(type.name() + "-value");
        }
    }

    @Test
    void onlySendersTypesCanBePosted() {
        assertThat(BuiltInTypes.all().stream()
                        .map(type -> type.withId(1))
                        .filter(EventType::ingestible)
                        .map(EventType::name))
                .containsExactly(
                        "user-activity",
                        "clickstream-events",
                        "order-events",
                        "login-events",
                        "sensor-readings",
                        "tracker-events");
    }

    @Test
    void keysTimesAndIdsAreThoseOfTheDesign() {
        assertThat(BuiltInTypes.get("user-activity").withId(1))
                .returns("user_id", EventType::keyField)
                .returns("timestamp", EventType::timeField);
        assertThat(BuiltInTypes.get("clickstream-events").withId(1)).returns("user_id", EventType::keyField);
        assertThat(BuiltInTypes.get("order-events").withId(1))
                .returns("customer_id", EventType::keyField)
                .returns(List.of(), EventType::idFields);
        assertThat(BuiltInTypes.get("login-events").withId(1)).returns("ip_address", EventType::keyField);
        assertThat(BuiltInTypes.get("sensor-readings").withId(1))
                .returns("device_id", EventType::keyField)
                .returns(List.of("device_id", "timestamp"), EventType::idFields);
    }

    @Test
    void theirTablesDoNotCollide() {
        assertThat(TypeName.collisions(BuiltInTypes.all().stream()
                        .map(EventTypeDefinition::name)
                        .toList()))
                .isEmpty();
        assertThat(BuiltInTypes.get("events.rejected").table()).isEqualTo("events_rejected");
    }

    @Test
    void everySchemaReadsItself() {
        for (EventTypeDefinition type : BuiltInTypes.all()) {
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(type.schema(), type.schema())
                            .getType())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }
}
