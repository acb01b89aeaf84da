package io.freshet.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.Reason;
import java.time.Instant;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

final class JsonToAvroTest {
    private static final Transcoding ACTIVITY =
            Transcoding.of(BuiltInTypes.get("user-activity").withId(258));

    @Test
    void encodesAnEventInSchemaOrder() {
        String json =
                "{\"timestamp\":\"2026-11-20T10:00:00.250Z\",\"user_id\":\"u1\",\"action\":\"click\",\"page\":\"/a\",\"country\":\"DE\"}";

        Transcoded.Encoded encoded = ACTIVITY.encoded(json);

        assertThat(encoded.key()).isEqualTo("u1");
        assertThat(encoded.id()).isNull();
        assertThat(encoded.time()).isEqualTo(Instant.parse("2026-11-20T10:00:00.250Z"));
        GenericRecord read = ACTIVITY.decode(encoded.value());
        assertThat(read.toString())
                .isEqualTo(
                        "{\"timestamp\": 1795168800250, \"user_id\": \"u1\", \"action\": \"click\", \"page\": \"/a\", \"country\": \"DE\"}");
    }

    @Test
    void fieldsMayComeInAnyOrder() {
        byte[] ordered = ACTIVITY.encoded("{\"timestamp\":1,\"user_id\":\"u\",\"action\":\"view\",\"page\":\"p\"}")
                .value();
        byte[] shuffled = ACTIVITY.encoded("{\"page\":\"p\",\"action\":\"view\",\"user_id\":\"u\",\"timestamp\":1}")
                .value();

        assertThat(shuffled).isEqualTo(ordered);
    }

    @Test
    void takesIdAndSourceFromMeta() {
        Transcoded.Encoded encoded = ACTIVITY.encoded(
                "{\"_meta\":{\"id\":\"e-1\",\"source\":\"/web\"},\"timestamp\":1,\"user_id\":\"u\",\"action\":\"view\"}");

        assertThat(encoded.id()).isEqualTo("e-1");
        assertThat(encoded.source()).isEqualTo("/web");
    }

    @Test
    void namesARefusedEventByAnIdThatComesAfterTheError() {
        Transcoded.Refused refused =
                ACTIVITY.refused("{\"timestamp\":1,\"user_id\":7,\"action\":\"view\",\"_meta\":{\"id\":\"e-1\"}}");

        assertThat(refused)
                .returns(Reason.WRONG_TYPE, Transcoded.Refused::reason)
                .returns("/user_id", Transcoded.Refused::pointer)
                .returns("e-1", Transcoded.Refused::id)
                .returns(true, Transcoded.Refused::resumable);
    }

    @Test
    void theIdOfThePayloadComesBeforeThatOfMeta() {
        Transcoding readings =
                Transcoding.of(BuiltInTypes.get("sensor-readings").withId(258));

        Transcoded.Encoded encoded = readings.encoded(
                "{\"_meta\":{\"id\":\"e-1\"},\"device_id\":\"a/b\",\"timestamp\":\"2015-02-04T18:51:00+01:00\",\"temperature\":23}");

        assertThat(encoded.id()).isEqualTo("a%2Fb/2015-02-04T17:51:00Z");
        assertThat(encoded.key()).isEqualTo("a/b");
    }
}
