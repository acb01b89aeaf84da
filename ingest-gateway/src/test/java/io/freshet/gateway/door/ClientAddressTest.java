package io.freshet.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientAddressTest {
    private static final Networks PROXIES = Networks.of(List.of("10.0.0.0/8", "2001:db8:ffff::/48", "192.0.2.128/25"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9|198.51.100.1|203.0.113.9",
                "10.1.2.3|198.51.100.1|198.51.100.1",
                "10.1.2.3|6.6.6.6, 198.51.100.1|198.51.100.1",
                "10.1.2.3|6.6.6.6, 198.51.100.1, 10.9.9.9|198.51.100.1",
                "10.1.2.3|198.51.100.1:8443|198.51.100.1",
                "10.1.2.3|[2001:db8::7]:443|2001:db8:0:0:0:0:0:7",
                "10.1.2.3|nonsense|10.1.2.3",
                "10.1.2.3|198.51.100.1, nonsense, 10.4.4.4|10.4.4.4",
                "10.1.2.3|''|10.1.2.3",
                "10.1.2.3|10.5.5.5, 10.6.6.6|10.5.5.5",
                "192.0.2.127|198.51.100.1|192.0.2.127",
                "192.0.2.129|198.51.100.1|198.51.100.1",
                "2001:db8:ffff::1|198.51.100.1|198.51.100.1",
                "2001:db8:fffe::1|198.51.100.1|2001:db8:fffe:0:0:0:0:1",
            })
    void onlyWhatTrustedProxiesAddIsBelieved(String remote, String forwarded, String expected) {
        assertThat(ClientAddress.of(address(remote), List.of(forwarded), PROXIES)
                        .getHostAddress())
                .isEqualTo(expected);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(ClientAddress.of(address("10.1.2.3"), List.of("6.6.6.6", "198.51.100.1, 10.1.1.1"), PROXIES)
                        .getHostAddress())
                .isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "example.com",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "0x7f.1.1.1",
                "::g",
                "1:2",
                "fe80::1%lo",
                "",
                " "
            })
    void nameIsNeverLookedUp(String text) {
        assertThat(IpLiteral.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "example.com/8", "10.0.0.0/x", "", "2001:db8::/129"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Networks.of(List.of(text)));
    }

    private static InetAddress address(String literal) {
        return Objects.requireNonNull(IpLiteral.parse(literal));
    }
}
