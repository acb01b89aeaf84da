package io.freshet.gateway.intake.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.freshet.gateway.TestTypes;
import io.freshet.gateway.admission.Limits;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.declare.DeclarationException;
import io.freshet.gateway.intake.Facts;
import io.freshet.gateway.intake.Intake;
import io.freshet.gateway.intake.Item;
import io.freshet.gateway.intake.Original;
import io.freshet.gateway.intake.Verdict;
import io.freshet.model.EventType;
import io.freshet.model.Reason;
import io.freshet.model.json.JsonToAvro;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final String OLDER = """
            {"type":"record","name":"M","freshet.ingest":true,"freshet.key":"device","fields":[
              {"name":"device","type":"string"},
              {"name":"degrees","type":["null","double"],"default":null}]}""";
    private static final String NEWER = """
            {"type":"record","name":"M","freshet.ingest":true,"freshet.key":"device","fields":[
              {"name":"device","type":"string"},
              {"name":"line","type":["null","int"],"default":null},
              {"name":"note","type":["null","string"],"default":null},
              {"name":"on","type":["null","boolean"],"default":null},
              {"name":"at","type":["null",{"type":"long","logicalType":"timestamp-millis"}],"default":null},
              {"name":"degrees","type":["null","double"],"default":null}]}""";
    private static final ServedType SERVED = served(TestTypes.type("m", 12, NEWER));
    private static final Intake INTAKE = new Intake(new Limits(10_000, 1_000, 1_000, 7));
    private static final String TOPICS = """
            topics:
              - filter: json/{device}
                type: m
              - filter: lines/{line}/{device}
                type: m
                received-at: at
              - filter: avro/#
                type: m
                payload: avro
              - filter: named-avro/{device}
                type: m
                payload: avro
              - filter: degrees/{device}
                type: m
                payload: value
                value: degrees
                received-at: at
              - filter: note/{device}
                type: m
                payload: value
                value: note
              - filter: on/{device}
                type: m
                payload: value
                value: on
              - filter: plain
                type: m
              - filter: any/{type}
            """;

    @Test
    void levelsWithANameBecomeFields() {
        assertThat(json("lines/7/d-1", "{\"degrees\": 1.5}"))
                .isEqualTo("{\"line\":7,\"device\":\"d-1\",\"at\":\"2026-11-20T10:00:00.123456Z\",\"degrees\": 1.5}");
        assertThat(event("lines/7/d-1", "{ }"))
                .isEqualTo("{\"device\": \"d-1\", \"line\": 7, \"note\": null, \"on\": null,"
                        + " \"at\": \"2026-11-20T10:00:00.123Z\", \"degrees\": null}");
    }

    @Test
    void theTopicNamesTheTypeWhereItIsDeclaredSo() {
        Item item = item("any/no such", "{}");

        assertThat(item.type()).isEqualTo("no such");
    }

    @Test
    void whatThePayloadSaysTooStays() {
        assertThat(json("lines/7/d-1", "{\"device\":\"d-1\",\"line\":7,\"at\":0}"))
                .isEqualTo("{\"device\":\"d-1\",\"line\":7,\"at\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"device\":\"d-2\"}",
                "{\"degrees\":1,\"device\":null}",
                "{\"device\":{\"x\":\"d-1\"}}",
                "{\"device\":[\"d-1\"]}",
                "{\"device\":\"d-1\",\"device\":\"d-2\"}"
            })
    void aDeviceDoesNotSpeakForAnother(String payload) {
        Verdict.Invalid invalid = refused("json/d-1", payload);

        assertThat(invalid.reason()).isEqualTo(Reason.TOPIC_MISMATCH);
        assertThat(invalid.pointer()).isEqualTo("/device");
        assertThat(text(invalid.original())).isEqualTo(payload);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                          | malformed-json",
                "  ` `                       | malformed-json",
                "nope                        | malformed-json",
                "{\"degrees\":1              | malformed-json",
                "[{\"degrees\":1}]           | not-an-object",
                "17                          | not-an-object",
                "{\"unknown\":1}             | unknown-field",
                "{\"degrees\":\"hot\"}       | wrong-type",
                "{\"on\":true,\"on\":true}   | duplicate-field",
            })
    void badPayloadsAreRefusedWithAReason(String payload, String reason) {
        assertThat(refused("json/d-1", payload).reason().slug()).isEqualTo(reason);
        assertThat(refused("plain", payload).reason().slug()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"degrees\":1} x", "{\"degrees\":1}{\"on\":true}", "{}}"})
    void aPayloadIsOneObjectAndNothingElse(String payload) {
        assertThat(refused("json/d-1", payload).reason()).isEqualTo(Reason.MALFORMED_JSON);
    }

    @Test
    void anEmptyLevelIsAnEmptyKeyWhichIsNone() {
        assertThat(refused("json/", "{}").reason()).isEqualTo(Reason.INVALID_KEY);
    }

    @Test
    void aLevelThatIsNoTextIsRefused() {
        assertThat(refused("json/d-\uD800", "{}").reason()).isEqualTo(Reason.INVALID_FORMAT);
    }

    @Test
    void aByteOrderMarkDoesNoHarm() {
        assertThat(event("json/d-1", "\uFEFF {\"degrees\":1}")).contains("\"device\": \"d-1\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "degrees/d-1 | 21.5            | \"degrees\": 21.5",
                "degrees/d-1 | ` -3 `          | \"degrees\": -3.0",
                "degrees/d-1 | 1e2             | \"degrees\": 100.0",
                "note/d-1    | 21.5            | \"note\": \"21.5\"",
                "note/d-1    | say \"hi\"\\    | \"note\": \"say \\\"hi\\\"\\\\\"",
                "note/d-1    | ` true `        | \"note\": \" true \"",
                "on/d-1      | true            | \"on\": true",
            })
    void plainValuesBecomeOneField(String topic, String payload, String expected) {
        assertThat(event(topic, payload)).contains(expected).contains("\"device\": \"d-1\"");
    }

    @Test
    void theTimeOfReceiptFillsTheFieldThatIsDeclaredForIt() {
        assertThat(event("degrees/d-1", "1")).contains("\"at\": \"2026-11-20T10:00:00.123Z\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hot", "NaN", "+5", ".5", "5.", "01", "0x1", "1e", "", "-", "{\"degrees\":1}", "true"})
    void aValueThatTheFieldDoesNotTakeIsRefused(String payload) {
        Verdict.Invalid invalid = refused("degrees/d-1", payload);

        assertThat(invalid.reason()).isEqualTo(Reason.WRONG_TYPE);
        assertThat(invalid.pointer()).isEqualTo("/degrees");
    }

    @Test
    void aValueThatIsNoTextIsRefused() {
        Verdict.Invalid invalid = refused(item("note/d-1", new byte[] {(byte) 0xC3, 0x28}, null, Map.of()));

        assertThat(invalid.reason()).isEqualTo(Reason.INVALID_FORMAT);
        assertThat(invalid.pointer()).isEqualTo("/note");
    }

    @Test
    void avroIsHeldAgainstItsTypeAndComesOutAsTheSameBytes() {
        byte[] avro = encoded(12, NEWER, "{\"device\":\"d-1\",\"line\":7,\"note\":\"ä\",\"at\":5,\"degrees\":1.5}");

        assertThat(valid(item("avro/x", avro, null, Map.of())).event().value()).isEqualTo(avro);
        assertThat(valid(item("named-avro/d-1", avro, null, Map.of())).event().key())
                .isEqualTo("d-1");
        assertThat(refused(item("named-avro/d-2", avro, null, Map.of())).reason())
                .isEqualTo(Reason.TOPIC_MISMATCH);
    }

    @Test
    void avroOfAnOlderVersionBecomesTheVersionThatIsServed() {
        byte[] avro = encoded(11, OLDER, "{\"device\":\"d-1\",\"degrees\":1.5}");

        assertThat(decoded(valid(item("avro/x", avro, null, Map.of())).event().value()))
                .contains("\"line\": null")
                .contains("\"degrees\": 1.5");
    }

    @Test
    void avroThatCannotBeReadIsRefused() {
        byte[] avro = encoded(12, NEWER, "{\"device\":\"d-1\"}");
        byte[] unknown = avro.clone();
        unknown[4] = 99;
        byte[] infinite = encoded(11, OLDER, "{\"device\":\"d-1\",\"degrees\":1.5}");
        Arrays.fill(infinite, infinite.length - 8, infinite.length, (byte) 0);
        infinite[infinite.length - 1] = 0x7F;
        infinite[infinite.length - 2] = (byte) 0xF0;

        assertThat(reasonOfAvro(new byte[0])).isEqualTo(Reason.INVALID_FORMAT);
        assertThat(reasonOfAvro("{\"device\":\"d-1\"}".getBytes(UTF_8))).isEqualTo(Reason.INVALID_FORMAT);
        assertThat(reasonOfAvro(Arrays.copyOf(avro, avro.length - 1))).isEqualTo(Reason.INVALID_FORMAT);
        assertThat(reasonOfAvro(Arrays.copyOf(avro, avro.length + 1))).isEqualTo(Reason.INVALID_FORMAT);
        assertThat(reasonOfAvro(unknown)).isEqualTo(Reason.INVALID_FORMAT);
        assertThat(reasonOfAvro(infinite)).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(reasonOfAvro(new byte[] {0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0})).isEqualTo(Reason.INVALID_KEY);
        Item noSuchType = route("avro/x").item(new Published("avro/x", avro, null, Map.of()), NOW, null);
        assertThat(noSuchType)
                .asInstanceOf(type(Item.Broken.class))
                .extracting(Item.Broken::reason)
                .isEqualTo(Reason.NO_SUCH_TYPE);
    }

    @Test
    void userPropertiesAreAttributesOfACloudEvent() {
        Item item = item(
                "json/d-1",
                "{\"degrees\":1}".getBytes(UTF_8),
                "application/json",
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        "i-1",
                        "source",
                        "/press/3",
                        "type",
                        "other",
                        "subject",
                        "s",
                        "time",
                        "2026-11-20T09:59:00Z",
                        "traceparent",
                        TRACE,
                        "My-Own",
                        "x"));

        Verdict.Valid valid = valid(item);
        assertThat(valid.facts().id()).isEqualTo("i-1");
        assertThat(valid.facts().source()).isEqualTo("/press/3");
        assertThat(valid.facts().time()).isEqualTo(Instant.parse("2026-11-20T09:59:00Z"));
        assertThat(valid.facts().headers())
                .isEqualTo(Map.of("ce_subject", "s", "ce_type", "other", "traceparent", TRACE));
        assertThat(valid.event().key()).isEqualTo("d-1");
        assertThat(text(((Item.Event) item).original())).contains("\"data\":{\"device\":\"d-1\",\"degrees\":1}");
    }

    @Test
    void aCloudEventOfAvroOrOfAPlainValueHasItsAttributesToo() {
        Map<String, String> properties = Map.of("specversion", "1.0", "id", "i-1", "source", "/s", "type", "m");

        assertThat(valid(item("degrees/d-1", "1".getBytes(UTF_8), "text/plain", properties))
                        .facts()
                        .id())
                .isEqualTo("i-1");
        assertThat(valid(item("avro/x", encoded(12, NEWER, "{\"device\":\"d\"}"), "application/avro", properties))
                        .facts()
                        .id())
                .isEqualTo("i-1");
    }

    @Test
    void aCloudEventWithoutWhatItMustHaveIsRefused() {
        Verdict.Invalid invalid = refused(
                item("json/d-1", "{}".getBytes(UTF_8), null, Map.of("specversion", "1.0", "id", "i", "type", "m")));

        assertThat(invalid.reason()).isEqualTo(Reason.MISSING_FIELD);
        assertThat(invalid.pointer()).isEqualTo("/source");
    }

    @Test
    void structuredCloudEventsAreReadWhateverPayloadIsDeclared() {
        byte[] whole = ("{\"specversion\":\"1.0\",\"id\":\"i-1\",\"source\":\"/s\",\"type\":\"m\","
                        + "\"data\":{\"degrees\":1.5},\"myext\":\"v\"}")
                .getBytes(UTF_8);
        String type = "application/cloudevents+json; charset=utf-8";

        Item item = item("json/d-1", whole, type, Map.of());

        assertThat(valid(item).facts().id()).isEqualTo("i-1");
        assertThat(valid(item).event().key()).isEqualTo("d-1");
        assertThat(text(((Item.Event) item).original()))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"i-1\",\"source\":\"/s\",\"type\":\"m\","
                        + "\"data\":{\"device\":\"d-1\",\"degrees\":1.5},\"myext\":\"v\"}");
        assertThat(valid(item("named-avro/d-1", whole, type, Map.of())).facts().id())
                .isEqualTo("i-1");
        assertThat(refused(item("json/d-1", whole, "application/cloudevents+avro", Map.of()))
                        .reason())
                .isEqualTo(Reason.INVALID_FORMAT);
        assertThat(refused(item("json/d-1", "{".getBytes(UTF_8), type, Map.of()))
                        .reason())
                .isEqualTo(Reason.MALFORMED_JSON);
    }

    @Test
    void theTraceGoesOnAndOtherUserPropertiesMeanNothing() {
        Map<String, String> properties = Map.of("traceparent", TRACE, "tracestate", "a=b", "id", "x");

        assertThat(valid(item("json/d-1", "{}".getBytes(UTF_8), null, properties))
                        .facts()
                        .headers())
                .isEqualTo(Map.of("traceparent", TRACE, "tracestate", "a=b"));
        assertThat(valid(item("json/d-1", "{}".getBytes(UTF_8), null, properties))
                        .facts()
                        .id())
                .isNull();
        assertThat(valid(item("json/d-1", "{}".getBytes(UTF_8), null, Map.of("traceparent", "no")))
                        .facts()
                        .headers())
                .isEmpty();
    }

    /** Whatever a device sends, it becomes an event or a reason. */
    @Property(tries = 2000)
    void noMessageIsAnException(@ForAll String level, @ForAll byte[] payload, @ForAll boolean cloudEvent) {
        Map<String, String> properties =
                cloudEvent ? Map.of("specversion", "1.0", "id", level, "source", level, "type", level) : Map.of();
        for (String filter : List.of("json/", "lines/", "lines/7/", "avro/", "degrees/", "note/", "on/", "any/")) {
            Route route = topics().route(filter + level);
            if (route != null) {
                Item item = route.item(new Published(filter + level, payload, null, properties), NOW, SERVED);
                assertThat(INTAKE.judge(item, SERVED.transcoder())).isNotNull();
            }
        }
    }

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static TopicMap topics() {
        try {
            return TopicMap.read("f.yaml", TOPICS);
        } catch (DeclarationException e) {
            throw new AssertionError(e);
        }
    }

    private static Route route(String topic) {
        return Objects.requireNonNull(topics().route(topic));
    }

    private static Item item(String topic, String payload) {
        return item(topic, payload.getBytes(UTF_8), null, Map.of());
    }

    private static Item item(
            String topic, byte[] payload, @Nullable String contentType, Map<String, String> properties) {
        return route(topic).item(new Published(topic, payload, contentType, properties), NOW, SERVED);
    }

    private static String json(String topic, String payload) {
        return text(((Item.Event) item(topic, payload)).json());
    }

    private static String event(String topic, String payload) {
        return decoded(valid(item(topic, payload)).event().value());
    }

    private static Verdict.Valid valid(Item item) {
        Verdict verdict = INTAKE.judge(item, SERVED.transcoder());
        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        return (Verdict.Valid) verdict;
    }

    private static Verdict.Invalid refused(String topic, String payload) {
        return refused(item(topic, payload));
    }

    private static Verdict.Invalid refused(Item item) {
        Verdict verdict = INTAKE.judge(item, SERVED.transcoder());
        assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
        return (Verdict.Invalid) verdict;
    }

    private static Reason reasonOfAvro(byte[] payload) {
        return refused(item("avro/x", payload, null, Map.of())).reason();
    }

    private static ServedType served(EventType type) {
        return ServedType.of(
                type,
                List.of(
                        new Registered("m-value", 11, 1, TestTypes.schema(OLDER)),
                        new Registered("m-value", 12, 2, TestTypes.schema(NEWER))));
    }

    private static byte[] encoded(int id, String schema, String json) {
        return valid(
                        new Item.Event(
                                "m",
                                new Original(json.getBytes(UTF_8), 0, json.getBytes(UTF_8).length),
                                new Original(json.getBytes(UTF_8), 0, json.getBytes(UTF_8).length),
                                Facts.NONE),
                        JsonToAvro.of(TestTypes.type("m", id, schema)))
                .event()
                .value();
    }

    private static Verdict.Valid valid(Item item, JsonToAvro transcoder) {
        return (Verdict.Valid) INTAKE.judge(item, transcoder);
    }

    private static String decoded(byte[] value) {
        Schema schema = SERVED.type().schema();
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        try {
            GenericRecord read = new GenericDatumReader<GenericRecord>(schema, schema, data)
                    .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
            return read.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Original original) {
        return new String(original.bytes(), original.from(), original.to() - original.from(), UTF_8);
    }
}
