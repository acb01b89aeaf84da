package io.freshet.gateway.intake.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Original;
import io.freshet.model.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudEventsTest {
    private static final CloudEvents EVENTS = new CloudEvents(3);
    private static final String HEAD = "\"specversion\":\"1.0\",\"id\":\"i\",\"source\":\"/s\",\"type\":\"shop\"";

    @Test
    void binaryModeTakesAttributesFromBesideTheData() {
        Item.Event event = event(EVENTS.binary(
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        "i",
                        "source",
                        "/s",
                        "type",
                        "shop",
                        "subject",
                        "sub",
                        "time",
                        "2026-11-20T10:00:00Z",
                        "myext",
                        "v"),
                body("{\"user\":\"u\"}"),
                null));

        assertThat(event.type()).isEqualTo("shop");
        assertThat(event.facts().id()).isEqualTo("i");
        assertThat(event.facts().source()).isEqualTo("/s");
        assertThat(event.facts().time()).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(event.facts().headers()).isEqualTo(Map.of("ce_subject", "sub", "ce_myext", "v"));
        assertThat(text(event.json())).isEqualTo("{\"user\":\"u\"}");
        assertThat(text(event.original())).contains("\"data\":{\"user\":\"u\"}", "\"myext\":\"v\"");
    }

    @Test
    void typeOfThePathGoesBeforeTheAttributeWhichIsKept() {
        Item.Event event = event(EVENTS.structured(body("{" + HEAD + ",\"data\":{}}"), "other"));

        assertThat(event.type()).isEqualTo("other");
        assertThat(event.facts().headers()).isEqualTo(Map.of("ce_type", "shop"));
    }

    @Test
    void dataMayBeBase64() {
        Item.Event event = event(EVENTS.structured(body("{" + HEAD + ",\"data_base64\":\"eyJ1c2VyIjoidSJ9\"}"), null));

        assertThat(text(event.json())).isEqualTo("{\"user\":\"u\"}");
    }

    @Test
    void batchIsBounded() {
        String event = "{" + HEAD + ",\"data\":{}}";

        assertThat(EVENTS.batch(body("[" + event + "," + event + "]"), null)).isInstanceOf(Decoded.Items.class);
        assertThat(EVENTS.batch(body("[" + (event + ",").repeat(3) + event + "]"), null))
                .isInstanceOf(Decoded.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id||MISSING_FIELD|/id",
                "source||MISSING_FIELD|/source",
                "specversion|0.3|INVALID_FORMAT|/specversion",
                "time|yesterday|INVALID_FORMAT|/time",
                "id|a\\r\\nb|INVALID_FORMAT|/id",
                "subject|a\\u0000b|INVALID_FORMAT|/subject",
                "My-Ext|v|INVALID_FORMAT|",
                "datacontenttype|application/xml|INVALID_FORMAT|/datacontenttype",
            })
    void attributeThatIsWrongIsNamed(String name, String value, Reason reason, String pointer) {
        Map<String, String> attributes =
                new HashMap<>(Map.of("specversion", "1.0", "id", "i", "source", "/s", "type", "shop"));
        attributes.put(
                name, value == null ? "" : value.replace("\\r\\n", "\r\n").replace("\\u0000", "\u0000"));

        Item.Broken broken = (Item.Broken) item(EVENTS.binary(attributes, body("{}"), null));

        assertThat(broken.reason()).isEqualTo(reason);
        assertThat(broken.pointer()).isEqualTo(pointer == null ? "" : pointer);
        assertThat(broken.type()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|MALFORMED_JSON",
                "{}|MISSING_FIELD",
                "{\"data\":7}|NOT_AN_OBJECT",
                "{\"data_base64\":\"!\"}|NOT_AN_OBJECT"
            })
    void envelopeThatIsWrongIsRejected(String json, Reason reason) {
        assertThat(((Item.Broken) item(EVENTS.structured(body(json), null))).reason())
                .isEqualTo(reason);
    }

    private static Item.Event event(Decoded decoded) {
        return (Item.Event) item(decoded);
    }

    private static Item item(Decoded decoded) {
        return ((Decoded.Items) decoded).items().getFirst();
    }

    private static String text(Original original) {
        return new String(original.bytes(), original.from(), original.to() - original.from(), UTF_8);
    }

    private static Body body(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Body(bytes, bytes.length, false);
    }
}
