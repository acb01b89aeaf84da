package io.freshet.gateway.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivacyTest {
    private static final Privacy POLICY = new Privacy(
            AddressPolicy.TRUNCATE,
            Handling.DROP,
            Handling.STRIP,
            Handling.DROP,
            List.of("/context/consent/ads", "/consent"),
            List.of("/user_id", "/context/ip", "/original/userId", "/items/email"));

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, TRUNCATE, 192.0.2.0",
        "2001:db8:1:2:3:4:5:6, TRUNCATE, 2001:db8:1:0:0:0:0:0",
        "::ffff:192.0.2.77, TRUNCATE, 192.0.2.0",
        "192.0.2.77, KEEP, 192.0.2.77",
        "192.0.2.77, DROP,",
    })
    void addressIsKeptAsFarAsThePolicySays(String address, AddressPolicy policy, String kept)
            throws UnknownHostException {
        assertThat(policy.apply(InetAddress.getByName(address))).isEqualTo(kept);
    }

    @Test
    void strictestSignalCounts() {
        assertThat(POLICY.handling(Signals.NONE)).isEqualTo(Handling.KEEP);
        assertThat(POLICY.handling(new Signals(false, true))).isEqualTo(Handling.STRIP);
        assertThat(POLICY.handling(new Signals(true, true))).isEqualTo(Handling.DROP);
        assertThat(POLICY.address(Handling.STRIP)).isEqualTo(AddressPolicy.DROP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"consent\":false}|DROP",
                "{\"consent\":\"Denied\"}|DROP",
                "{\"consent\":0}|DROP",
                "{\"consent\":true}|KEEP",
                "{\"consent\":\"granted\"}|KEEP",
                "{\"consent\":null}|KEEP",
                "{\"consent\":{\"ads\":false}}|KEEP",
                "{}|KEEP",
                "{\"a\":{\"b\":[{}]},\"context\":{\"x\":[false],\"consent\":{\"ads\":\"no\"}}}|DROP",
                "{\"context\":\"consent\"}|KEEP",
                "[]|KEEP",
            })
    void consentFieldThatSaysNoCounts(String json, Handling expected) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);

        assertThat(new EventFilter(POLICY).handling(bytes, 0, bytes.length, Handling.KEEP))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user_id\":\"u\",\"n\":1.50}|{\"user_id\":\"anonymous\",\"n\":1.50}",
                "{\"user\\u005fid\":\"u\"}|{\"user_id\":\"anonymous\"}",
                "{\"user_id\":7,\"n\":1}|{\"n\":1}",
                "{\"user_id\":{\"deep\":[1]},\"n\":1}|{\"n\":1}",
                "{\"context\":{\"ip\":\"1.2.3.4\",\"a\":true}}|{\"context\":{\"ip\":\"anonymous\",\"a\":true}}",
                "{\"context\":\"{\\\"ip\\\":\\\"1.2.3.4\\\"}\"}|{\"context\":\"{\\\"ip\\\":\\\"anonymous\\\"}\"}",
                "{\"original\":\"{\\\"userId\\\":\\\"u\\\"\"}|{\"original\":\"anonymous\"}",
                "{\"original\":\"text\"}|{\"original\":\"text\"}",
                "{\"items\":[{\"email\":\"e\"},{\"email\":\"f\",\"n\":2}]}|{\"items\":[{\"email\":\"anonymous\"},{\"email\":\"anonymous\",\"n\":2}]}",
                "{}|{}",
            })
    void whatIdentifiesIsTakenOut(String json, String expected) throws IOException {
        byte[] bytes = (" " + json + " ").getBytes(UTF_8);

        assertThat(new String(new EventFilter(POLICY).strip(bytes, 1, bytes.length - 1), UTF_8))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":}", "{} {}", "nonsense"})
    void whatCannotBeReadIsNotPassedOn(String json) {
        byte[] bytes = json.getBytes(UTF_8);

        assertThatThrownBy(() -> new EventFilter(POLICY).strip(bytes, 0, bytes.length))
                .isInstanceOf(IOException.class);
    }
}
