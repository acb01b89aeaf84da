package io.freshet.local.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.local.LocalKafka;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventTypeDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTypesIT {
    private static final String FOURTEEN_DAYS = "1209600000";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path data;

    @SuppressWarnings("NullAway.Init")
    private static LocalKafka kafka;

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(data);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void installsWhatFreshetComesWithAndInstallingAgainChangesNothing() {
        List<InstalledType> first = EventTypes.installBuiltIns(kafka.bootstrapServers(), registry);
        List<InstalledType> second = EventTypes.installBuiltIns(kafka.bootstrapServers(), registry);

        assertThat(first).hasSameSizeAs(BuiltInTypes.all()).isEqualTo(second);
        assertThat(first).allSatisfy(type -> {
            assertThat(type.partitions()).isEqualTo(4);
            assertThat(type.version()).isEqualTo(1);
        });
        assertThat(EventTypes.list(kafka.bootstrapServers(), registry)).containsExactlyInAnyOrderElementsOf(first);
        assertThat(first.stream().filter(type -> !type.ingestible()).map(InstalledType::name))
                .containsExactlyInAnyOrder("customer-order-totals", "events.rejected");
        try (Topics topics = new Topics(kafka.bootstrapServers())) {
            assertThat(topics.settings(List.of("user-activity", "events.rejected"))
                            .values())
                    .allSatisfy(settings -> assertThat(settings)
                            .containsEntry("retention.ms", FOURTEEN_DAYS)
                            .containsEntry("message.timestamp.type", "LogAppendTime")
                            .containsEntry("cleanup.policy", "delete"));
            assertThat(topics.settings(List.of("freshet.manifest")).get("freshet.manifest"))
                    .containsEntry("cleanup.policy", "compact");
        }
    }

    @Test
    void takesANewVersionThatOnlyAddsAField() {
        install(type("growing", ""));
        List<InstalledType> grown =
                install(type("growing", ", {\"name\":\"more\",\"type\":\"string\",\"default\":\"\"}"));
        assertThat(grown)
                .singleElement()
                .satisfies(type -> assertThat(type.version()).isEqualTo(2));
    }

    @Test
    void refusesAVersionThatChangesWhatOlderRecordsWereKeyedBy() {
        install(type("keyed", ""));
        assertThatThrownBy(() -> install(type("keyed", "", "b")))
                .isInstanceOf(EventTypeException.class)
                .hasMessageContaining("keyed is refused")
                .hasMessageContaining("freshet.key was a and cannot become b");
    }

    @Test
    void refusesNamesThatWouldShareATable() {
        install(type("page-views", ""));
        assertThatThrownBy(() -> install(type("page.views", "")))
                .isInstanceOf(EventTypeException.class)
                .hasMessageContaining("page_views")
                .hasMessageContaining("page-views and page.views");
        assertThat(EventTypes.list(kafka.bootstrapServers(), registry))
                .extracting(InstalledType::name)
                .doesNotContain("page.views");
    }

    @Test
    void refusesTheReservedField() {
        assertThatThrownBy(() -> install(type("meta", ", {\"name\":\"_meta\",\"type\":\"string\"}")))
                .isInstanceOf(EventTypeException.class)
                .hasMessageContaining("_meta is reserved");
    }

    @Test
    void refusesATopicThatLosesEventsTooEarly() {
        try (Topics topics = new Topics(kafka.bootstrapServers())) {
            topics.create(List.of("hasty"), 4, Map.of("retention.ms", "60000", "cleanup.policy", "compact"));
        }
        assertThatThrownBy(() -> install(type("hasty", "")))
                .isInstanceOfSatisfying(
                        EventTypeException.class,
                        refused -> assertThat(refused.problems())
                                .anySatisfy(problem -> assertThat(problem).contains("retention.ms=60000"))
                                .anySatisfy(problem -> assertThat(problem).contains("cleanup.policy=compact"))
                                .anySatisfy(problem -> assertThat(problem).contains("LogAppendTime")));
        assertThat(registry.subjects()).hasToString("Found[value=[]]");
    }

    @Test
    void saysWhenTheRegistryIsAway() {
        registry.goAway();
        assertThatThrownBy(() -> install(type("waiting", "")))
                .isInstanceOfSatisfying(
                        EventTypeException.class, e -> assertThat(e.isPassing()).isTrue())
                .hasMessageContaining("registry does not answer");
    }

    private List<InstalledType> install(EventTypeDefinition type) {
        return EventTypes.install(kafka.bootstrapServers(), registry, type);
    }

    private static EventTypeDefinition type(String name, String moreFields) {
        return type(name, moreFields, "a");
    }

    private static EventTypeDefinition type(String name, String moreFields, String key) {
        String schema = "{\"type\":\"record\",\"name\":\"T\",\"freshet.ingest\":true,\"freshet.key\":\"" + key + "\","
                + "\"fields\":[{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"string\"}"
                + moreFields + "]}";
        return new EventTypeDefinition(name, new Schema.Parser().parse(schema));
    }
}
