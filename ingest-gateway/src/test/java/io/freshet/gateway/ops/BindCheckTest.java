package io.freshet.gateway.ops;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BindCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
    void loopbackNeedsNoLeave(String host) {
        assertThatCode(() -> BindCheck.check("quarkus.http.host", host, false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void addressThatOthersReachIsRefusedUnlessAllowed(String host) {
        assertThatIllegalStateException()
                .isThrownBy(() -> BindCheck.check("quarkus.http.host", host, false))
                .withMessageContaining("freshet.gateway.insecure-public");
        assertThatCode(() -> BindCheck.check("quarkus.http.host", host, true)).doesNotThrowAnyException();
    }
}
