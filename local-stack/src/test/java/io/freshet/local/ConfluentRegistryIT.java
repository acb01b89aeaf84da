package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.EventTypeDefinition;
import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of event-model against the real registry. */
final class ConfluentRegistryIT {

    @TempDir
    private Path directory;

    @Test
    void theRegistryAndItsClientUnderstandEachOther() {
        try (LocalRegistry real = LocalRegistry.start(directory.resolve("registry"));
                ConfluentRegistry client = ConfluentRegistry.at(real.url(), directory.resolve("cache"))) {
            everythingIsUnknownAtFirst(client);
            Registered activity = builtInTypesAreRegistered(client);
            whatIsIncompatibleIsRefused(client);
            real.kill();
            whatIsKnownStaysKnown(client, activity);
            real.restart();
            assertThat(client.latest("user-activity-value")).isEqualTo(new Answer.Found<>(activity));
            try (ConfluentRegistry fresh = ConfluentRegistry.at(real.url(), directory.resolve("other-cache"))) {
                assertThat(fresh.byId(activity.id())).isEqualTo(new Answer.Found<>(activity.schema()));
            }
        }
    }

    private static void everythingIsUnknownAtFirst(ConfluentRegistry client) {
        assertThat(client.subjects()).isEqualTo(new Answer.Found<>(List.of()));
        assertThat(client.byId(4711)).isInstanceOf(Answer.Unknown.class);
        assertThat(client.latest("user-activity-value")).isInstanceOf(Answer.Unknown.class);
        assertThat(client.versions("user-activity-value")).isInstanceOf(Answer.Unknown.class);
    }

    private static Registered builtInTypesAreRegistered(ConfluentRegistry client) {
        for (EventTypeDefinition type : BuiltInTypes.all()) {
            Registered first = found(client.register(type.subject(), type.schema()));
            assertThat(first.version()).isEqualTo(1);
            assertThat(first.schema().getObjectProps()).isEqualTo(type.schema().getObjectProps());
            assertThat(client.register(type.subject(), type.schema())).isEqualTo(new Answer.Found<>(first));
            assertThat(client.compatibility(type.subject())).isEqualTo(new Answer.Found<>("FULL_TRANSITIVE"));
            assertThat(client.byId(first.id())).isEqualTo(new Answer.Found<>(first.schema()));
        }
        assertThat(found(client.subjects())).hasSameSizeAs(BuiltInTypes.all());
        return found(client.latest("user-activity-value"));
    }

    private static void whatIsIncompatibleIsRefused(ConfluentRegistry client) {
        Schema without = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"UserActivity\",\"namespace\":\"io.freshet.events\",\"fields\":["
                        + "{\"name\":\"new_and_required\",\"type\":\"string\"}]}");

        assertThat(client.register("user-activity-value", without))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why()).isNotBlank().doesNotContain("\tat "));
        assertThat(found(client.versions("user-activity-value"))).hasSize(1);
    }

    private void whatIsKnownStaysKnown(ConfluentRegistry client, Registered activity) {
        assertThat(client.latest("user-activity-value")).isEqualTo(new Answer.Found<>(activity));
        assertThat(client.subjects()).isInstanceOf(Answer.Unavailable.class);
        assertThat(client.byId(4711)).isInstanceOf(Answer.Unavailable.class);
    }

    private static <T> T found(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<T>) answer).value();
    }
}
