package io.freshet.quarkus.snowflake.deployment.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakesnowLauncherTest {

    @Test
    void saysWhatItTriedAndWhatToDoWhenThereIsNone() {
        FakesnowLauncher launcher = new FakesnowLauncher(Optional.empty(), List.of("/no/such/python", "false"));

        assertThatIllegalStateException()
                .isThrownBy(() -> launcher.command(1234))
                .withMessageContaining("tried /no/such/python, false")
                .withMessageContaining("pip install")
                .withMessageContaining("quarkus.datasource.devservices.command")
                .withMessageContaining("quarkus.snowflake.account");
    }

    @Test
    void prefersTheConfiguredCommand() {
        assertThat(new FakesnowLauncher(Optional.of("my-server --port {port}"), List.of()).command(1234))
                .containsExactly("sh", "-c", "my-server --port 1234");
    }

    @Test
    void tellsWhatAServerSaidThatEndedAtOnce() {
        FakesnowServer server = server("echo no licence for {port}; exit 7");

        assertThatIllegalStateException()
                .isThrownBy(server::start)
                .withMessageContaining("no licence for")
                .withMessageContaining("7");
    }

    /** The script must not outlive the build that started it, whatever ends that. */
    @Test
    void endsWhenItsStandardInputEnds() throws IOException, InterruptedException {
        List<String> command = new FakesnowLauncher(Optional.empty()).command(0);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.isAlive()).isTrue();

        process.getOutputStream().close();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static FakesnowServer server(String command) {
        return new FakesnowServer(
                new FakesnowLauncher(Optional.of(command)),
                OptionalInt.empty(),
                "dev",
                "dev",
                "DEV",
                Map.of(),
                Duration.ofSeconds(20),
                false);
    }
}
