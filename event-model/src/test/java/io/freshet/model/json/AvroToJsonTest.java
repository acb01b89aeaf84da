package io.freshet.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.freshet.model.json.AvroToJson.UndecodableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AvroToJsonTest {
    private static final Schema DOUBLES = schema("{\"type\":\"array\",\"items\":\"double\"}");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"long","logicalType":"timestamp-millis"}       | 1500             | "1970-01-01T00:00:01.500Z"
            {"type":"long","logicalType":"timestamp-micros"}       | -1               | "1969-12-31T23:59:59.999999Z"
            {"type":"long","logicalType":"timestamp-nanos"}        | 1                | "1970-01-01T00:00:00.000000001Z"
            {"type":"long","logicalType":"timestamp-millis"}       | 253402300800000  | 253402300800000
            {"type":"long","logicalType":"timestamp-millis"}       | -9223372036854775808 | -9223372036854775808
            {"type":"long","logicalType":"local-timestamp-millis"} | 0                | "1970-01-01T00:00:00"
            {"type":"int","logicalType":"date"}                    | 1                | "1970-01-02"
            {"type":"int","logicalType":"date"}                    | 2147483647       | 2147483647
            {"type":"int","logicalType":"time-millis"}             | 60250            | "00:01:00.25"
            {"type":"long","logicalType":"time-micros"}            | 86400000000      | 86400000000
            "long"                                                 | 9223372036854775807 | 9223372036854775807
            """)
    void writesNumbersAsTheirTypesSay(String type, long value, String expected) throws Exception {
        Schema schema = schema(type);
        Object datum = schema.getType() == Schema.Type.INT ? (Object) (int) value : (Object) value;

        assertThat(json(schema, datum)).isEqualTo("{\"value\":" + expected + "}");
    }

    @Test
    void decimalsAreNumbersUpTo38DigitsAndStringsBeyond() throws Exception {
        Schema schema = schema("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":60,\"scale\":2}");

        assertThat(json(schema, unscaled("-1"))).isEqualTo("{\"value\":-0.01}");
        assertThat(json(schema, unscaled("9".repeat(38)))).isEqualTo("{\"value\":" + "9".repeat(36) + ".99}");
        assertThat(json(schema, unscaled("9".repeat(39)))).isEqualTo("{\"value\":\"" + "9".repeat(37) + ".99\"}");
        assertThat(json(schema, ByteBuffer.wrap(new byte[0]))).isEqualTo("{\"value\":0.00}");
        assertThatThrownBy(() -> json(schema, ByteBuffer.wrap(new byte[100_000])))
                .isInstanceOf(UndecodableException.class);
    }

    @Test
    void notANumberIsNullAndCounted() throws Exception {
        byte[] avro = RandomAvro.avro(DOUBLES, List.of(1.5, Double.NaN, Double.NEGATIVE_INFINITY));
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(out)) {
            json.writeStartObject();
            assertThat(AvroToJson.of(DOUBLES).write(avro, 0, avro.length, json).notFinite())
                    .isEqualTo(2);
            json.writeEndObject();
        }
        assertThat(out).hasToString("{\"value\":[1.5,null,null]}");
    }

    @Test
    void aKeyThatIsThereTwiceIsWrittenOnce() throws Exception {
        Schema schema = schema("{\"type\":\"map\",\"values\":{\"type\":\"array\",\"items\":\"int\"}}");
        byte[] avro = {6, 2, 'a', 2, 2, 0, 2, 'a', 4, 4, 6, 0, 2, 'b', 0, 0};

        assertThat(json(schema, avro)).isEqualTo("{\"value\":{\"a\":[1],\"b\":[]}}");
    }

    @Test
    void textThatIsNotUtf8KeepsItsBytes() throws Exception {
        assertThat(json(schema("\"string\""), new byte[] {4, (byte) 0xC0, (byte) 0xAF}))
                .isEqualTo("{\"value\":{\"b64\":\"wK8=\"}}");
    }

    @Test
    void blocksMayBearTheirLength() throws Exception {
        byte[] avro = {3, 4, 2, 4, 2, 6, 0};

        assertThat(json(schema("{\"type\":\"array\",\"items\":\"int\"}"), avro)).isEqualTo("{\"value\":[1,2,3]}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "string"                                        | feffffff0f
            "bytes"                                         | 01
            "boolean"                                       | 02
            "int"                                           | feffffff7f
            "long"                                          | ffffffffffffffffffff01
            "long"                                          | 80
            "double"                                        | 00000000000000
            ["null","int"]                                  | 04
            {"type":"enum","name":"E","symbols":["A"]}      | 02
            {"type":"array","items":"null"}                 | feffffffffffffffff01
            {"type":"array","items":"long"}                 | feffffffffffffffff01
            {"type":"array","items":"long"}                 | ffffffffffffffffff0100
            {"type":"map","values":"null"}                  | 0202c000
            "null"                                          | 00
            """)
    void refusesBytesThatAreNotOfTheSchema(String type, String hex) {
        byte[] avro = java.util.HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> json(schema(type), avro)).isInstanceOf(UndecodableException.class);
    }

    @Test
    void endlessNestingIsRefused() {
        Schema schema = schema(
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"R\"]}]}");
        byte[] avro = new byte[100_000];
        java.util.Arrays.fill(avro, (byte) 2);

        assertThatThrownBy(() -> json(schema, avro)).isInstanceOf(UndecodableException.class);
    }

    private static ByteBuffer unscaled(String digits) {
        return ByteBuffer.wrap(new BigInteger(digits).toByteArray());
    }

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json);
    }

    private static String json(Schema schema, Object datum) throws IOException, UndecodableException {
        return json(schema, RandomAvro.avro(schema, datum));
    }

    private static String json(Schema schema, byte[] avro) throws IOException, UndecodableException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FreshetJson.factory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.writeStartObject();
            AvroToJson.of(schema).write(avro, 0, avro.length, json);
            json.writeEndObject();
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
