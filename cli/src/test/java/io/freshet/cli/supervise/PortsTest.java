package io.freshet.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.cli.Failure;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void areThoseOfTheDocumentationUnlessMoved() {
        assertThat(Ports.usual().of(PortName.GATEWAY)).isEqualTo(8080);
        assertThat(Ports.usual().of(PortName.KAFKA)).isEqualTo(9092);
        assertThat(Ports.shifted(1000).http(PortName.GATEWAY)).isEqualTo("http://127.0.0.1:9080");
    }

    @Test
    void canBeNamedOneByOne() {
        Ports ports = Ports.usual().with(Map.of(PortName.STORE, 19000));

        assertThat(ports.of(PortName.STORE)).isEqualTo(19000);
        assertThat(ports.of(PortName.GATEWAY)).isEqualTo(8080);
        assertThat(ports.nameOf(19000)).contains(PortName.STORE);
    }

    @Test
    void refuseANumberThatIsGivenTwice() {
        assertThatThrownBy(() -> Ports.usual().with(Map.of(PortName.STORE, 8080)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("8080")
                .hasMessageContaining("gateway")
                .hasMessageContaining("store");
    }

    @Test
    void refuseANumberThatIsNoPort() {
        assertThatThrownBy(() -> Ports.shifted(60_000)).hasMessageContaining("ports are 1 to 65535");
    }
}
