package io.freshet.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TakenPortsTest {

    @Test
    void namesThePortAndTheOptionThatChangesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Ports ports = Ports.usual().with(Map.of(PortName.STORE, port));

            assertThatThrownBy(() -> TakenPorts.refuse(List.of(partOn(port)), ports))
                    .hasMessageContaining("Port " + port + " is taken")
                    .hasMessageContaining("--port store=N")
                    .hasMessageContaining("--port-offset N");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesTheProcessThatHasIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.of(taken.getLocalPort()))
                    .contains("java (pid " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void saysNothingOfAFreePort() {
        int free = PartPort.free("s3").number();

        assertThatCode(() -> TakenPorts.refuse(List.of(partOn(free)), Ports.usual()))
                .doesNotThrowAnyException();
        assertThat(PortHolder.of(free)).isEmpty();
    }

    private static PartSpec partOn(int port) {
        return new PartSpec(
                "store",
                List.of("true"),
                Map.of(),
                List.of(new PartPort("s3", port)),
                Path.of("nowhere"),
                List.of(),
                Map.of(),
                () -> true);
    }
}
