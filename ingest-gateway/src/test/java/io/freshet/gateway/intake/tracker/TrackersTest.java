package io.freshet.gateway.intake.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Original;
import io.freshet.gateway.intake.Picked;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.Reason;
import io.freshet.model.json.FreshetJson;
import io.freshet.model.json.JsonToAvro;
import io.freshet.model.json.Transcoded;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrackersTest {
    private static final JsonToAvro TYPE =
            JsonToAvro.of(BuiltInTypes.get(BuiltInTypes.TRACKER_EVENTS).withId(1));
    private static final Segment SEGMENT = new Segment(10, () -> "made");
    private static final Snowplow SNOWPLOW = new Snowplow(10, () -> "made");

    @Test
    void segmentsBatchBecomesColumnsAndKeepsTheOriginals() throws IOException {
        String track = """
                {"timestamp":"2026-11-20T10:00:00.000Z","event":"Bought","type":"track","properties":{"x":1},
                 "context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"},"page":{"url":"http://p/"}},
                 "userId":"u1","messageId":"m1"}""";
        Decoded.Items decoded = items(SEGMENT.batch(body(
                "{\"batch\":[%s,{\"type\":\"page\",\"anonymousId\":7,\"name\":\"Home\"}],\"writeKey\":\"wk\",\"sentAt\":\"2026-11-20T10:00:05Z\"}"
                        .formatted(track))));

        assertThat(decoded.key()).isEqualTo("wk");
        Item.Event first = event(decoded.items().getFirst());
        assertThat(first.facts().id()).isEqualTo("m1");
        assertThat(first.facts().time()).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(first.facts().sentAt()).isEqualTo(Instant.parse("2026-11-20T10:00:05Z"));
        assertThat(TrackerEvent.string(first.original())).isEqualTo(track);
        Picked columns = columns(first);
        assertThat(columns.text("visitor_id")).isEqualTo("u1");
        assertThat(columns.text("kind")).isEqualTo("track");
        assertThat(columns.text("name")).isEqualTo("Bought");
        assertThat(columns.text("page_url")).isEqualTo("http://p/");
        assertThat(columns.text("library")).isEqualTo("@segment/analytics-node/3.1.0");
        assertThat(columns.text("properties")).isEqualTo("{\"x\":1}");
        assertThat(columns.text("original")).isEqualTo(track);
        Item.Event second = event(decoded.items().get(1));
        assertThat(second.facts().id()).isEqualTo("made");
        assertThat(columns(second).text("visitor_id")).isEqualTo("7");
        for (Item item : decoded.items()) {
            assertThatFits(event(item));
        }
    }

    @Test
    void callOfThePathNeedsNoType() throws IOException {
        Item.Event event = event(items(SEGMENT.one(body("{\"event\":\"e\",\"anonymousId\":\"a\"}"), "track"))
                .items()
                .getFirst());

        assertThat(columns(event).text("kind")).isEqualTo("track");
        assertThatFits(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|MALFORMED_JSON",
                "{\"batch\":{}}|WRONG_TYPE",
                "{\"batch\":[{\"messageId\":\"m\"}]}|MISSING_FIELD",
                "{\"batch\":[{\"type\":\"dance\"}]}|INVALID_FORMAT",
                "{\"batch\":[7]}|MALFORMED_JSON",
            })
    void badSegmentEventIsOneRejection(String json, Reason reason) {
        assertThat(broken(SEGMENT.batch(body(json)))).isEqualTo(reason);
    }

    @Test
    void goodEventsBesideABadOneStay() {
        List<Item> items = items(
                        SEGMENT.batch(
                                body(
                                        "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\"},{\"type\":7},{\"type\":\"page\",\"userId\":\"u\"}]}")))
                .items();

        assertThat(items).hasSize(3);
        assertThat(items.get(0)).isInstanceOf(Item.Event.class);
        assertThat(items.get(1)).isInstanceOf(Item.Broken.class);
        assertThat(items.get(2)).isInstanceOf(Item.Event.class);
    }

    @Test
    void snowplowsPayloadBecomesColumns() throws IOException {
        String inner = "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0\",\"data\":"
                + "{\"schema\":\"iglu:com.x/link_click/jsonschema/1-0-1\",\"data\":{\"targetUrl\":\"z\"}}}";
        String base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(inner.getBytes(UTF_8));
        Item.Event event = event(items(SNOWPLOW.post(
                        body(
                                ("{\"schema\":\"iglu:…/payload_data/jsonschema/1-0-4\",\"data\":[{\"e\":\"ue\",\"eid\":\"e1\",\"duid\":\"d\","
                                                + "\"uid\":\"u\",\"sid\":\"s\",\"aid\":\"app\",\"url\":\"http://p\",\"page\":\"T\",\"refr\":\"r\",\"tv\":\"js-4\","
                                                + "\"dtm\":\"1795274394386\",\"stm\":\"1795274394406\",\"ue_px\":\"%s\"}]}")
                                        .formatted(base64)),
                        "nuid"))
                .items()
                .getFirst());

        assertThat(event.facts().id()).isEqualTo("e1");
        assertThat(event.facts().time()).isEqualTo(Instant.ofEpochMilli(1795274394386L));
        assertThat(event.facts().sentAt()).isEqualTo(Instant.ofEpochMilli(1795274394406L));
        Picked columns = columns(event);
        assertThat(columns.text("kind")).isEqualTo("unstruct");
        assertThat(columns.text("name")).isEqualTo("link_click");
        assertThat(columns.text("visitor_id")).isEqualTo("d");
        assertThat(columns.text("network_user_id")).isEqualTo("nuid");
        assertThat(columns.text("session_id")).isEqualTo("s");
        assertThat(columns.text("properties")).isEqualTo("{\"targetUrl\":\"z\"}");
        assertThatFits(event);
    }

    @Test
    void snowplowsQueryStringIsAnEvent() throws IOException {
        Item.Event event = event(
                items(SNOWPLOW.get("e=pv&eid=e2&duid=d&url=http%3A%2F%2Fp%2F%3Fa%3Db&page=A+B&dtm=1795274394386", null))
                        .items()
                        .getFirst());

        assertThat(columns(event).text("page_url")).isEqualTo("http://p/?a=b");
        assertThat(columns(event).text("page_title")).isEqualTo("A B");
        assertThatFits(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|MALFORMED_JSON",
                "{\"data\":{}}|WRONG_TYPE",
                "{\"data\":[{\"eid\":\"x\"}]}|MISSING_FIELD",
                "{\"data\":[{\"e\":\"ue\",\"ue_px\":\"!!\"}]}|INVALID_FORMAT",
                "{\"data\":[{\"e\":\"ue\",\"ue_pr\":\"{\"}]}|INVALID_FORMAT",
                "{\"data\":[{\"e\":\"pv\",\"cx\":\"eyJ\"}]}|INVALID_FORMAT",
            })
    void badSnowplowEventIsOneRejection(String json, Reason reason) {
        assertThat(broken(SNOWPLOW.post(body(json), null))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t"})
    void bodyWithoutAnythingIsNoEvent(String blank) {
        Decoded.Refused empty = new Decoded.Refused(Reason.EMPTY_BODY, "The body holds no event.");

        assertThat(List.of(
                        SEGMENT.batch(body(blank)),
                        SEGMENT.one(body(blank), "track"),
                        SNOWPLOW.post(body(blank), null),
                        SNOWPLOW.get(blank, null)))
                .containsOnly(empty);
    }

    private static Reason broken(Decoded decoded) {
        return ((Item.Broken) items(decoded).items().getFirst()).reason();
    }

    private static void assertThatFits(Item.Event event) throws IOException {
        Original json = event.json();
        try (var parser = FreshetJson.parser(json.bytes(), json.from(), json.to())) {
            parser.nextToken();
            assertThat(TYPE.transcode(parser)).isInstanceOf(Transcoded.Encoded.class);
        }
    }

    private static Picked columns(Item.Event event) {
        return Picked.of(event.json(), Set.of(Picked.SCALARS));
    }

    private static Item.Event event(Item item) {
        return (Item.Event) item;
    }

    private static Decoded.Items items(Decoded decoded) {
        return (Decoded.Items) decoded;
    }

    private static Body body(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Body(bytes, bytes.length, false);
    }
}
