package io.freshet.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms in which JSON may say one value. */
final class JsonToAvroFormsTest {

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"long","logicalType":"timestamp-millis"} | "1970-01-01T00:00:01.5Z"         | 1500
            {"type":"long","logicalType":"timestamp-millis"} | "1970-01-01 00:00:01z"           | 1000
            {"type":"long","logicalType":"timestamp-millis"} | "1970-01-01T02:30+02:30"         | 0
            {"type":"long","logicalType":"timestamp-millis"} | "1970-01-01t01:00:00-0100"       | 7200000
            {"type":"long","logicalType":"timestamp-millis"} | "1970-01-01T01:00:00+01"         | 0
            {"type":"long","logicalType":"timestamp-millis"} | "1970-01-01T00:00:00.123999Z"    | 123
            {"type":"long","logicalType":"timestamp-millis"} | "1969-12-31T23:59:59.999999Z"    | -1
            {"type":"long","logicalType":"timestamp-millis"} | "2000-02-29T12:00:00Z"           | 951825600000
            {"type":"long","logicalType":"timestamp-millis"} | 1500                             | 1500
            {"type":"long","logicalType":"timestamp-micros"} | "1970-01-01T00:00:01.123456789Z" | 1123456
            {"type":"long","logicalType":"timestamp-nanos"}  | "1970-01-01T00:00:01.123456789Z" | 1123456789
            {"type":"long","logicalType":"local-timestamp-millis"} | "1970-01-02T00:00"         | 86400000
            {"type":"int","logicalType":"date"}              | "1970-01-02"                     | 1
            {"type":"int","logicalType":"date"}              | "0001-01-01"                     | -719162
            {"type":"int","logicalType":"date"}              | "9999-12-31"                     | 2932896
            {"type":"int","logicalType":"time-millis"}       | "00:01:00.25"                    | 60250
            {"type":"long","logicalType":"time-micros"}      | "23:59"                          | 86340000000
            "double"                                         | 1                                | 1.0
            "double"                                         | -0                               | -0.0
            "double"                                         | 12345678901234567890123          | 1.2345678901234568E22
            "double"                                         | 1e-400                           | 0.0
            "float"                                          | 16777217                         | 1.6777216E7
            "long"                                           | -9223372036854775808             | -9223372036854775808
            "long"                                           | -0                               | 0
            ["long","double"]                                | 1                                | 1
            ["long","double"]                                | 1.0                              | 1.0
            ["null","boolean","string","long"]               | true                             | true
            ["null","boolean","string","long"]               | "true"                           | true
            {"type":"string","logicalType":"uuid"}           | "72D76FDE-8bb3-4e00-8c23-a032dfed738c" | 72D76FDE-8bb3-4e00-8c23-a032dfed738c
            """)
    void takes(String type, String json, String expected) {
        Transcoding transcoding = Transcoding.withFields("{\"name\":\"v\",\"type\":" + type + "}");

        assertThat(transcoding.record("{\"k\":\"a\",\"v\":" + json + "}").get("v"))
                .hasToString(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "12.5,1250",
        "'\"12.50\"',1250",
        "-0.01,-1",
        "1250e-2,1250",
        "1.25E1,1250",
        "0e99,0",
        "12.500000,1250",
        "9999.99,999999"
    })
    void decimalsAreExactWhateverTheirForm(String json, long unscaled) {
        Transcoding transcoding = Transcoding.withFields(
                "{\"name\":\"v\",\"type\":{\"type\":\"fixed\",\"name\":\"D\",\"size\":8,\"logicalType\":\"decimal\",\"precision\":6,\"scale\":2}}");

        Object fixed = transcoding.record("{\"k\":\"a\",\"v\":" + json + "}").get("v");

        assertThat(new BigInteger(((GenericFixed) fixed).bytes())).isEqualTo(unscaled);
    }

    @Test
    void aFieldLeftOutTakesItsDefaultAndElseNull() {
        Transcoding transcoding = Transcoding.withFields("""
                {"name":"a","type":{"type":"array","items":"int"},"default":[1,2]},
                {"name":"r","type":{"type":"record","name":"R","fields":[{"name":"x","type":"string","default":"d"}]},"default":{}},
                {"name":"n","type":["string","null"]}""");

        assertThat(transcoding.record("{\"k\":\"a\"}"))
                .hasToString("{\"k\": \"a\", \"a\": [1, 2], \"r\": {\"x\": \"d\"}, \"n\": null}");
    }

    @Test
    void unknownFieldsGoIntoTheExtraMapAsTheyWereWritten() {
        Transcoding transcoding = Transcoding.withFields(
                "{\"name\":\"extra\",\"type\":{\"type\":\"map\",\"values\":\"string\"},\"freshet.extra\":true}");

        GenericRecord record = transcoding.record("""
                {"text":"t\\"","number":1.50e1,"yes":true,"nothing":null,"extra":{"own":"o"},"k":"a",
                 "nested":{"a":[1, {"b":"ü\\n"}],"c":0.10}}""");

        Map<String, String> extra = new TreeMap<>();
        ((Map<?, ?>) record.get("extra")).forEach((name, value) -> extra.put(name.toString(), value.toString()));
        assertThat(extra)
                .containsOnly(
                        Map.entry("text", "t\""),
                        Map.entry("number", "1.50e1"),
                        Map.entry("yes", "true"),
                        Map.entry("nothing", "null"),
                        Map.entry("own", "o"),
                        Map.entry("nested", "{\"a\":[1,{\"b\":\"ü\\n\"}],\"c\":0.10}"));
        assertThat(transcoding.record("{\"k\":\"a\"}").get("extra")).hasToString("{}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "z":1,"z":2                 | DUPLICATE_FIELD | /z
            "z":1,"extra":{"z":"2"}     | DUPLICATE_FIELD | /extra/z
            "extra":{"z":1}             | WRONG_TYPE      | /extra/z
            "extra":{},"extra":{}       | DUPLICATE_FIELD | /extra
            "extra":null                | WRONG_TYPE      | /extra
            "z":{"a":{"b":1,"b":2}}     | DUPLICATE_FIELD | /z/a/b
            "z":["\\ud800"]             | INVALID_FORMAT  | /z
            """)
    void extraFieldsAreReadAsStrictlyAsOthers(String fields, Reason reason, String pointer) {
        Transcoding transcoding = Transcoding.withFields(
                "{\"name\":\"extra\",\"type\":{\"type\":\"map\",\"values\":\"string\"},\"freshet.extra\":true}");

        assertThat(transcoding.refused("{\"k\":\"a\"," + fields + "}"))
                .returns(reason, Transcoded.Refused::reason)
                .returns(pointer, Transcoded.Refused::pointer);
    }

    @Test
    void theNextEventOfABatchIsReadAfterOneThatIsWrong() throws IOException {
        Transcoding activity = Transcoding.of(BuiltInTypes.get("user-activity").withId(1));
        String good = "{\"timestamp\":1,\"user_id\":\"u\",\"action\":\"view\"}";
        byte[] batch = RandomAvro.utf8("[" + good + ",{\"user_id\":{\"a\":[1]},\"x\":[{}]},7,[[]]," + good + "]");

        StringBuilder outcomes = new StringBuilder();
        try (JsonParser parser = FreshetJson.parser(batch, 0, batch.length)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                outcomes.append(
                        activity.transcoder().transcode(parser) instanceof Transcoded.Refused refused
                                ? refused.reason() + refused.pointer() + " "
                                : "ok ");
            }
        }

        assertThat(outcomes).hasToString("ok WRONG_TYPE/user_id NOT_AN_OBJECT NOT_AN_OBJECT ok ");
    }

    @Test
    void manyThreadsShareOneTranscoder() throws Exception {
        Transcoding activity = Transcoding.of(BuiltInTypes.get("user-activity").withId(1));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> work = () -> IntStream.range(0, 2_000).allMatch(i -> {
                String user = Thread.currentThread().threadId() + "-" + i;
                String json = i % 2 == 0
                        ? "{\"timestamp\":" + i + ",\"user_id\":\"" + user + "\",\"action\":\"view\"}"
                        : "{\"action\":\"view\",\"user_id\":\"" + user + "\",\"timestamp\":" + i + "}";
                return activity.encoded(json).key().equals(user)
                        && activity.record(json).get("timestamp").equals((long) i);
            });
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(4, work))) {
                assertThat(done.get()).isTrue();
            }
        }
    }
}
