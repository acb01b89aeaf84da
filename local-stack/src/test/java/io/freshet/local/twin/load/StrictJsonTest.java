package io.freshet.local.twin.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}",
                "{\"a\":12345678901234567890.12345678901234567890}",
                "[1,2]",
                "null",
                " {\"a\":\"\\ud83d\\ude00\"} \r",
                "{\"a\":\"\u00e9\u4e16\"}"
            })
    void takesJsonAsItIs(String json) throws BadFileException {
        byte[] bytes = json.getBytes(UTF_8);
        assertThat(StrictJson.check(bytes, bytes.length, 1)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":1,\"a\":1}",
                "{\"b\":{\"a\":1,\"a\":1}}",
                "{\"a\":1",
                "{\"a\":[1}",
                "{} {}",
                "{},",
                "hello",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udfff\":1}",
                "{\"a\":\"\\x\"}",
                "// comment"
            })
    void refusesWhatSnowflakeRefuses(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        assertThatThrownBy(() -> StrictJson.check(bytes, bytes.length, 7))
                .isInstanceOfSatisfying(
                        BadFileException.class, bad -> assertThat(bad.line()).isEqualTo(7));
    }

    @Test
    void refusesOverlongUtf8() {
        byte[] bytes = {'"', (byte) 0xC0, (byte) 0xAF, '"'};
        assertThatThrownBy(() -> StrictJson.check(bytes, bytes.length, 1)).hasMessageContaining("invalid UTF-8");
    }
}
