package io.freshet.local.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.local.LocalKafka;
import io.freshet.local.LocalRegistry;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventTypeDefinition;
import io.freshet.model.registry.ConfluentRegistry;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same against the registry that a stack has. */
class RealRegistryIT {

    @Test
    void installsListsAndRefuses(@TempDir Path data) {
        try (LocalKafka kafka = LocalKafka.start(data.resolve("kafka"));
                LocalRegistry local = LocalRegistry.start(data.resolve("registry"));
                ConfluentRegistry registry = ConfluentRegistry.at(local.url(), data.resolve("cache"))) {
            String bootstrap = kafka.bootstrapServers();
            List<InstalledType> installed = EventTypes.installBuiltIns(bootstrap, registry);
            assertThat(EventTypes.installBuiltIns(bootstrap, registry)).isEqualTo(installed);
            assertThat(EventTypes.list(bootstrap, registry))
                    .hasSameSizeAs(BuiltInTypes.all())
                    .containsExactlyInAnyOrderElementsOf(installed);

            EventTypeDefinition first = type("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"int\"}");
            EventTypes.install(bootstrap, registry, first);
            assertThatThrownBy(
                            () -> EventTypes.install(bootstrap, registry, type("{\"name\":\"a\",\"type\":\"string\"}")))
                    .as("a required field cannot go")
                    .isInstanceOfSatisfying(
                            EventTypeException.class,
                            e -> assertThat(e.isPassing()).isFalse());

            local.kill();
            assertThatThrownBy(() -> EventTypes.install(bootstrap, registry, first))
                    .isInstanceOfSatisfying(
                            EventTypeException.class,
                            e -> assertThat(e.isPassing()).isTrue());
        }
    }

    private static EventTypeDefinition type(String fields) {
        String schema = "{\"type\":\"record\",\"name\":\"T\",\"freshet.ingest\":true,\"freshet.key\":\"a\",\"fields\":["
                + fields + "]}";
        return new EventTypeDefinition("compatible", new Schema.Parser().parse(schema));
    }
}
