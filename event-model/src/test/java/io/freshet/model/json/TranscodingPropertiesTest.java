package io.freshet.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.model.EventType;
import io.freshet.model.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

final class TranscodingPropertiesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Property(tries = 1500)
    void whatAvroWritesOfAValueIsWhatItsJsonBecomes(@ForAll long seed) throws Exception {
        RandomAvro random = new RandomAvro(seed);
        Schema schema = random.eventSchema();
        GenericRecord datum = random.record(schema);
        Transcoding transcoding = Transcoding.of(EventType.of("test-type", 258, schema));

        String json = random.json(schema, datum);

        assertThat(body(transcoding.encoded(json).value())).as(json).isEqualTo(RandomAvro.avro(schema, datum));
    }

    @Property(tries = 1000)
    void whatIsWrittenAsJsonReadsBackAsTheSameBytes(@ForAll long seed) throws Exception {
        RandomAvro random = new RandomAvro(seed);
        Schema schema = random.eventSchema();
        byte[] avro = RandomAvro.avro(schema, random.record(schema));
        Transcoding transcoding = Transcoding.of(EventType.of("test-type", 258, schema));

        String json = toJson(schema, avro, 0, avro.length);

        assertThat(body(transcoding.encoded(json).value())).as(json).isEqualTo(avro);
    }

    @Property(tries = 1000)
    void theSameBytesAlwaysGiveTheSameStrictJson(@ForAll long seed) throws Exception {
        RandomAvro random = new RandomAvro(seed);
        Schema schema = random.eventSchema();
        byte[] avro = RandomAvro.avro(schema, random.record(schema));

        String json = toJson(schema, avro, 0, avro.length);

        assertThat(toJson(schema, avro, 0, avro.length)).isEqualTo(json);
        assertThat(MAPPER.readTree(json).isObject()).isTrue();
    }

    @Property(tries = 1500)
    void damagedAvroIsAValueOrUndecodableAndNothingElse(@ForAll long seed) throws Exception {
        RandomAvro random = new RandomAvro(seed);
        Schema schema = random.eventSchema();
        byte[] avro = RandomAvro.avro(schema, random.record(schema));
        Random damage = new Random(seed);
        byte[] damaged = damage.nextBoolean() ? Arrays.copyOf(avro, damage.nextInt(avro.length)) : avro.clone();
        for (int i = 0; i < 3 && damaged.length > 0; i++) {
            damaged[damage.nextInt(damaged.length)] = (byte) damage.nextInt();
        }
        try {
            MAPPER.readTree(toJson(schema, damaged, 0, damaged.length));
        } catch (AvroToJson.UndecodableException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Property(tries = 1500)
    void damagedJsonIsAnAnswerAndNeverAnException(@ForAll long seed) throws Exception {
        RandomAvro random = new RandomAvro(seed);
        Schema schema = random.eventSchema();
        Transcoding transcoding = Transcoding.of(EventType.of("test-type", 258, schema));
        byte[] json = RandomAvro.utf8(random.json(schema, random.record(schema)));
        Random damage = new Random(seed);
        for (int i = 0; i < 2; i++) {
            json[damage.nextInt(json.length)] = damage.nextBoolean()
                    ? (byte) damage.nextInt()
                    : (byte) "{}[]\",:0-eE.tn".charAt(damage.nextInt(14));
        }

        Transcoded answer = transcoding.read(json);

        if (answer instanceof Transcoded.Encoded encoded) {
            assertThat(transcoding.decode(encoded.value())).isNotNull();
        }
    }

    @Property(tries = 1000)
    void anyBytesAreAnAnswer(@ForAll byte[] bytes) {
        Transcoding transcoding = Transcoding.withFields("{\"name\":\"a\",\"type\":[\"null\",\"double\"]}");

        assertThat(transcoding.read(bytes)).isNotNull();
    }

    private static byte[] body(byte[] value) {
        return Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length);
    }

    static String toJson(Schema schema, byte[] avro, int from, int to)
            throws IOException, AvroToJson.UndecodableException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.writeStartObject();
            AvroToJson.of(schema).write(avro, from, to, json);
            json.writeEndObject();
        }
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
