package io.freshet.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.freshet.gateway.admission.Credentials;
import io.freshet.gateway.door.NetworkCookie.SameSite;
import io.freshet.gateway.intake.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from, and put into, headers that others write. */
final class HeadersTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String MAC = "ab".repeat(32);
    private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

    @Test
    void traceIsHandedOnAsItIs() {
        assertThat(TraceContext.headers(PARENT, "a=b")).isEqualTo(Map.of("traceparent", PARENT, "tracestate", "a=b"));
        assertThat(TraceContext.headers(PARENT, null)).isEqualTo(Map.of("traceparent", PARENT));
        assertThat(TraceContext.headers(PARENT, "a=\u0000")).isEqualTo(Map.of("traceparent", PARENT));
        assertThat(TraceContext.headers("01" + PARENT.substring(2) + "-more", null))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nx: y",
            })
    void whatIsNoTraceIsLeftOut(String parent) {
        assertThat(TraceContext.headers(parent, "a=b")).isEmpty();
    }

    @Test
    void signatureIsRead() {
        Credentials parsed = SignatureHeader.parse(
                "v1 key=till-4, t=1763633730, nonce=4f7c2a90, mac=" + MAC, "POST", "/v1/events/x?a=b");

        assertThat(parsed).isInstanceOfSatisfying(Credentials.Signed.class, signed -> {
            assertThat(signed.key()).isEqualTo("till-4");
            assertThat(signed.timestamp()).isEqualTo(1_763_633_730);
            assertThat(signed.nonce()).isEqualTo("4f7c2a90");
            assertThat(signed.head()).isEqualTo("POST\n/v1/events/x?a=b");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v2 key=till-4, t=1, nonce=4f7c2a90, mac=MAC",
                "v1 key=till-4, t=-1, nonce=4f7c2a90, mac=MAC",
                "v1 key=till-4, t=99999999999999999999, nonce=4f7c2a90, mac=MAC",
                "v1 key=till-4, t=1, nonce=short, mac=MAC",
                "v1 key=till-4, t=1, nonce=4f7c\n2a90, mac=MAC",
                "v1 key=till 4, t=1, nonce=4f7c2a90, mac=MAC",
                "v1 key=till-4, t=1, nonce=4f7c2a90, mac=MACab",
                "v1 key=till-4, t=1, nonce=4f7c2a90",
                "v1 t=1, key=till-4, nonce=4f7c2a90, mac=MAC",
                "v1 key=till-4, t=1, nonce=4f7c2a90, mac=MAC, more=x",
            })
    void whatIsNoSignatureIsUnreadable(String value) {
        assertThat(SignatureHeader.parse(value.replace("MAC", MAC), "POST", "/"))
                .isInstanceOf(Credentials.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example.com, ; Domain=example.com",
        "example.com, ; Domain=example.com",
        "EXAMPLE.com, ; Domain=example.com",
        "evilexample.com, ''",
        "example.com.evil.test, ''",
        "localhost, ''",
    })
    void cookieIsForTheDomainOfThePage(String host, String domain) {
        assertThat(cookie().setCookie(ID, host))
                .isEqualTo("sp=" + ID + "; Max-Age=86400; Path=/" + domain + "; Secure; HttpOnly; SameSite=Lax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "x; Domain=evil.test",
                ID + "\r\nSet-Cookie: a=b",
                ID + "0",
                "0F8FAD5B-D9CB-469F-A165-70867728950E"
            })
    void whatIsNoIdOfOursIsReplaced(String brought) {
        assertThat(cookie().id(brought)).isEqualTo("new");
        assertThat(cookie().id(ID)).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com", ".example.com", "Example.com", "a b.com", "example.com;x", ""})
    void whatIsNoDomainIsRefused(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new NetworkCookie("sp", Duration.ofDays(1), List.of(domain), SameSite.LAX, () -> "new"));
    }

    private static NetworkCookie cookie() {
        return new NetworkCookie("sp", Duration.ofDays(1), List.of("example.com"), SameSite.LAX, () -> "new");
    }
}
