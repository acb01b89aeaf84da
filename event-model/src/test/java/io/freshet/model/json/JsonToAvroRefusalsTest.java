package io.freshet.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonToAvroRefusalsTest {
    private static final Transcoding ALL = Transcoding.withFields("""
            {"name":"i","type":["null","int"],"default":null},
            {"name":"l","type":["null","long"],"default":null},
            {"name":"f","type":["null","float"],"default":null},
            {"name":"d","type":["null","double"],"default":null},
            {"name":"b","type":["null","boolean"],"default":null},
            {"name":"s","type":["null","string"],"default":null},
            {"name":"y","type":["null","bytes"],"default":null},
            {"name":"x","type":["null",{"type":"fixed","name":"X","size":3}],"default":null},
            {"name":"e","type":["null",{"type":"enum","name":"N","symbols":["A","B"]}],"default":null},
            {"name":"m","type":["null",{"type":"bytes","logicalType":"decimal","precision":6,"scale":2}],"default":null},
            {"name":"mf","type":["null",{"type":"fixed","name":"MF","size":2,"logicalType":"decimal","precision":4,"scale":2}],"default":null},
            {"name":"t","type":["null",{"type":"long","logicalType":"timestamp-millis"}],"default":null},
            {"name":"tn","type":["null",{"type":"long","logicalType":"timestamp-nanos"}],"default":null},
            {"name":"lt","type":["null",{"type":"long","logicalType":"local-timestamp-micros"}],"default":null},
            {"name":"da","type":["null",{"type":"int","logicalType":"date"}],"default":null},
            {"name":"ti","type":["null",{"type":"int","logicalType":"time-millis"}],"default":null},
            {"name":"u","type":["null",{"type":"string","logicalType":"uuid"}],"default":null},
            {"name":"a","type":["null",{"type":"array","items":"int"}],"default":null},
            {"name":"map","type":["null",{"type":"map","values":"int"}],"default":null},
            {"name":"r","type":["null",{"type":"record","name":"R","fields":[
                {"name":"q","type":"int"},{"name":"next","type":["null","R"],"default":null}]}],"default":null}""");

    @ParameterizedTest(name = "{0} at {2}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "i":2147483648                        | OUT_OF_RANGE    | /i
            "i":1.0                               | WRONG_TYPE      | /i
            "i":1e3                               | WRONG_TYPE      | /i
            "i":"1"                               | WRONG_TYPE      | /i
            "i":true                              | WRONG_TYPE      | /i
            "l":9223372036854775808               | OUT_OF_RANGE    | /l
            "l":123456789012345678901234567890    | OUT_OF_RANGE    | /l
            "f":3.5e38                            | OUT_OF_RANGE    | /f
            "d":1e309                             | OUT_OF_RANGE    | /d
            "d":1e999999999999                    | OUT_OF_RANGE    | /d
            "d":"1"                               | WRONG_TYPE      | /d
            "b":0                                 | WRONG_TYPE      | /b
            "b":"true"                            | WRONG_TYPE      | /b
            "s":1                                 | WRONG_TYPE      | /s
            "s":{"a":1}                           | WRONG_TYPE      | /s
            "s":["a"]                             | WRONG_TYPE      | /s
            "s":"\\ud800"                         | INVALID_FORMAT  | /s
            "s":"\\udc00\\ud800"                  | INVALID_FORMAT  | /s
            "y":"*"                               | INVALID_FORMAT  | /y
            "x":"AAAA AA"                         | INVALID_FORMAT  | /x
            "x":"AAAAAA=="                        | INVALID_FORMAT  | /x
            "e":"C"                               | INVALID_FORMAT  | /e
            "e":"a"                               | INVALID_FORMAT  | /e
            "m":1.005                             | OUT_OF_RANGE    | /m
            "m":10000                             | OUT_OF_RANGE    | /m
            "m":1e4                               | OUT_OF_RANGE    | /m
            "m":1e2000000000                      | OUT_OF_RANGE    | /m
            "m":1e-2000000000                     | OUT_OF_RANGE    | /m
            "m":1e-600000000                      | OUT_OF_RANGE    | /m
            "m":1e600000000                       | OUT_OF_RANGE    | /m
            "m":1e99999999999                     | OUT_OF_RANGE    | /m
            "m":"1,5"                             | INVALID_FORMAT  | /m
            "m":"+1"                              | INVALID_FORMAT  | /m
            "m":"01"                              | INVALID_FORMAT  | /m
            "m":".5"                              | INVALID_FORMAT  | /m
            "m":"NaN"                             | INVALID_FORMAT  | /m
            "m":"١"                               | INVALID_FORMAT  | /m
            "m":true                              | WRONG_TYPE      | /m
            "t":"2019-10-01 00:00:00 UTC"         | INVALID_FORMAT  | /t
            "t":"2019-10-01T00:00:00"             | INVALID_FORMAT  | /t
            "t":"2019-02-29T00:00:00Z"            | INVALID_FORMAT  | /t
            "t":"2019-13-01T00:00:00Z"            | INVALID_FORMAT  | /t
            "t":"2019-12-31T23:59:60Z"            | INVALID_FORMAT  | /t
            "t":"2019-12-31T24:00:00Z"            | INVALID_FORMAT  | /t
            "t":"0000-01-01T00:00:00Z"            | INVALID_FORMAT  | /t
            "t":"2019-10-01T00:00:00.Z"           | INVALID_FORMAT  | /t
            "t":"2019-10-01T00:00:00.1234567890Z" | INVALID_FORMAT  | /t
            "t":"0001-01-01T00:00:00+01:00"       | OUT_OF_RANGE    | /t
            "t":253402300800000                   | OUT_OF_RANGE    | /t
            "t":1.5                               | WRONG_TYPE      | /t
            "tn":"2300-01-01T00:00:00Z"           | OUT_OF_RANGE    | /tn
            "lt":"2019-10-01T00:00:00Z"           | INVALID_FORMAT  | /lt
            "da":"2019-10-1"                      | INVALID_FORMAT  | /da
            "da":99999999                         | OUT_OF_RANGE    | /da
            "ti":86400000                         | OUT_OF_RANGE    | /ti
            "ti":"25:00"                          | INVALID_FORMAT  | /ti
            "u":"72d76fde-8bb3-4e00-8c23-a032dfed738"   | INVALID_FORMAT | /u
            "u":"72d76fde-8bb3-4e00-8c23-a032dfed738g"  | INVALID_FORMAT | /u
            "a":[1,2,"3"]                         | WRONG_TYPE      | /a/2
            "a":[[1]]                             | WRONG_TYPE      | /a/0
            "map":{"a/b":{"c":1}}                 | WRONG_TYPE      | /map/a~1b
            "map":{"a":1,"b":2,"a":3}             | DUPLICATE_FIELD | /map/a
            "r":{}                                | MISSING_FIELD   | /r/q
            "r":{"q":1,"z":2}                     | UNKNOWN_FIELD   | /r/z
            "r":{"q":1,"next":{"q":1,"q":2}}      | DUPLICATE_FIELD | /r/next/q
            "r":{"q":1,"next":{"q":null}}         | WRONG_TYPE      | /r/next/q
            "i":1,"i":2                           | DUPLICATE_FIELD | /i
            "a~b":1                               | UNKNOWN_FIELD   | /a~0b
            "_meta":1                             | INVALID_META    | /_meta
            "_meta":{"id":1}                      | INVALID_META    | /_meta/id
            "_meta":{"id":""}                     | INVALID_META    | /_meta/id
            "_meta":{"id":"a\\nb"}                | INVALID_META    | /_meta/id
            "_meta":{"source":"\\u0085"}          | INVALID_META    | /_meta/source
            "_meta":{"time":"x"}                  | INVALID_META    | /_meta/time
            "_meta":{},"_meta":{}                 | DUPLICATE_FIELD | /_meta
            """)
    void namesReasonAndPlaceAndReadsOn(String field, Reason reason, String pointer) {
        Transcoded.Refused refused = ALL.refused("{" + field + ",\"k\":\"after\"}");

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.pointer()).isEqualTo(pointer);
        assertThat(refused.resumable()).isTrue();
        assertThat(refused.detail()).isNotBlank().doesNotContain("after");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"k":"a","d":NaN}
            {"k":"a","d":-Infinity}
            {"k":"a","d":01}
            {"k":"a","d":1.}
            {"k":"a","d":+1}
            {"k":"a"
            {"k":"a",}
            {"k":"a" "d":1}
            {'k':"a"}
            {"k":"a\tb"}
            {"k":"a",/* comment */"d":1}
            {"k":"a","d":tru}
            """)
    void aSyntaxErrorEndsTheBody(String json) {
        assertThat(ALL.refused(json))
                .returns(Reason.MALFORMED_JSON, Transcoded.Refused::reason)
                .returns(false, Transcoded.Refused::resumable);
    }

    @ParameterizedTest
    @CsvSource({"7", "true", "null", "'\"text\"'", "'[1,{\"k\":\"a\"}]'"})
    void whatIsNoObjectIsNoEvent(String json) {
        assertThat(ALL.refused(json))
                .returns(Reason.NOT_AN_OBJECT, Transcoded.Refused::reason)
                .returns("", Transcoded.Refused::pointer)
                .returns(true, Transcoded.Refused::resumable);
    }

    @Test
    void refusesKeysThatKafkaCouldNotBearAsHeaders() {
        assertThat(ALL.refused("{\"k\":\"\"}").reason()).isEqualTo(Reason.INVALID_KEY);
        assertThat(ALL.refused("{\"k\":\"a\\u0000\"}").reason()).isEqualTo(Reason.INVALID_KEY);
        assertThat(ALL.refused("{\"k\":\"" + "é".repeat(513) + "\"}").pointer()).isEqualTo("/k");
        assertThat(ALL.encoded("{\"k\":\"" + "é".repeat(512) + "\"}").key()).hasSize(512);
    }

    @Test
    void refusesIdsOverTheirLength() {
        assertThat(ALL.encoded("{\"k\":\"a\",\"_meta\":{\"id\":\"" + "i".repeat(256) + "\"}}")
                        .id())
                .hasSize(256);
        assertThat(ALL.refused("{\"k\":\"a\",\"_meta\":{\"id\":\"" + "i".repeat(257) + "\"}}")
                        .reason())
                .isEqualTo(Reason.INVALID_META);
    }

    @Test
    void aMissingRequiredFieldIsNamed() {
        assertThat(ALL.refused("{\"i\":1}"))
                .returns(Reason.MISSING_FIELD, Transcoded.Refused::reason)
                .returns("/k", Transcoded.Refused::pointer);
    }

    @Test
    void aNumberOfAnyLengthIsRefusedBeforeItIsComputed() {
        String digits = "9".repeat(1_000_000);
        for (String field : new String[] {"i", "l", "d", "f", "m", "t"}) {
            assertThat(ALL.refused("{\"k\":\"a\",\"" + field + "\":" + digits + "}"))
                    .returns(Reason.OUT_OF_RANGE, Transcoded.Refused::reason)
                    .returns("/" + field, Transcoded.Refused::pointer)
                    .returns(true, Transcoded.Refused::resumable);
        }
    }

    @Test
    void nestingIsBoundedAndABitMoreStillReadOn() {
        assertThat(ALL.encoded("{\"k\":\"a\",\"r\":" + nested(63) + "}")).isNotNull();
        assertThat(ALL.refused("{\"k\":\"a\",\"r\":" + nested(64) + "}"))
                .returns(Reason.TOO_DEEP, Transcoded.Refused::reason)
                .returns(true, Transcoded.Refused::resumable);
        assertThat(ALL.refused("{\"k\":\"a\",\"r\":" + nested(5_000) + "}"))
                .returns(Reason.TOO_DEEP, Transcoded.Refused::reason);
        assertThat(ALL.refused("{\"k\":\"a\",\"r\":" + "[".repeat(100_000)).reason())
                .isEqualTo(Reason.WRONG_TYPE);
    }

    private static String nested(int levels) {
        return "{\"q\":1,\"next\":".repeat(levels - 1) + "{\"q\":1}" + "}".repeat(levels - 1);
    }

    @Test
    void bytesThatAreNotUtf8AreMalformedWhereverTheyStand() {
        byte[] json = "{\"k\":\"abc\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[][] wrong = {
            {(byte) 0xC0, (byte) 0xAF},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xFF},
            {(byte) 0xE0, (byte) 0x80, (byte) 0xAF},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}
        };
        for (byte[] bytes : wrong) {
            byte[] with = Arrays.copyOf(json, json.length + bytes.length);
            System.arraycopy(json, 7, with, 7 + bytes.length, json.length - 7);
            System.arraycopy(bytes, 0, with, 7, bytes.length);
            Transcoded.Refused refused = (Transcoded.Refused) ALL.read(with);
            assertThat(refused.reason()).isIn(Reason.MALFORMED_JSON, Reason.INVALID_FORMAT);
            assertThat(refused.resumable()).isFalse();
        }
    }

    @Test
    void anEventThatGrowsInAvroIsBounded() {
        Transcoding wide = Transcoding.withFields("""
                {"name":"a","type":{"type":"array","items":{"type":"record","name":"W","fields":[
                  {"name":"w","type":"string","default":"%s"}]}}}""".formatted("w".repeat(1000)));

        assertThat(wide.encoded("{\"k\":\"a\",\"a\":[{},{}]}").value()).hasSizeGreaterThan(2000);
        assertThat(wide.refused("{\"k\":\"a\",\"a\":[" + "{},".repeat(2000) + "{}]}")
                        .reason())
                .isEqualTo(Reason.EVENT_TOO_LARGE);
    }
}
