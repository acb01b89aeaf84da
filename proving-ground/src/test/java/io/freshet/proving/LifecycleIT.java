package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.cli.supervise.PortName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A stack comes up once, says what is in its way, and leaves nothing behind. Last, because it stops the stack of all tests. */
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(RunningFreshet.Shared.class)
class LifecycleIT {
    @TempDir
    private Path folder;

    @Test
    @Order(1)
    void upDoesNothingWhenEverythingRuns(RunningFreshet freshet) {
        List<Long> before = freshet.pids();

        Command up = freshet.up();

        assertThat(up.code()).as(up.output()).isZero();
        assertThat(up.output()).contains("Everything runs already.");
        assertThat(freshet.pids()).isEqualTo(before).hasSize(7);
    }

    @Test
    @Order(1)
    void theSensorsOfTheDemoSpeakMqtt(RunningFreshet freshet) throws IOException, InterruptedException {
        double before = readingsByMqtt(freshet);

        Command demo = freshet.run("demo", "--for", "12s", "--rate", "20", "--devices", "10");

        assertThat(demo.code()).as(demo.output()).isZero();
        assertThat(demo.output()).contains("0 rejected");
        assertThat(readingsByMqtt(freshet)).isGreaterThanOrEqualTo(before + 10);
    }

    private static double readingsByMqtt(RunningFreshet freshet) throws IOException, InterruptedException {
        HttpRequest metrics = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + freshet.port(PortName.GATEWAY_MANAGEMENT) + "/q/metrics"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(metrics, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("freshet_gateway_events_total{")
                            && line.contains("\"mqtt\"")
                            && line.contains("\"sensor-readings\"")
                            && line.contains("\"accepted\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    @Test
    @Order(2)
    void aTakenPortIsNamedBeforeAnythingStarts(RunningFreshet freshet) {
        Path other = folder.resolve("other");
        int taken = freshet.port(PortName.STORE);

        Command up = Command.run("up", "--detach", "--data", other.toString(), "--port", "store=" + taken);

        assertThat(up.code()).isEqualTo(1);
        assertThat(up.output()).contains("Port " + taken + " is taken").contains("--port store=N");
        assertThat(other.resolve("kafka")).doesNotExist();
    }

    @Test
    @Order(3)
    void aPartThatDiesWhileStartingIsNamedAndNothingIsLeft() throws IOException {
        Path other = folder.resolve("other");
        Files.createDirectories(other.resolve("kafka/log"));
        Files.writeString(other.resolve("made-by-freshet"), "");
        Files.writeString(other.resolve("kafka/log/meta.properties"), "version=7\n");

        Command up = Command.run("up", "--detach", "--data", other.toString(), "--port-offset", "21000");

        assertThat(up.code()).isEqualTo(1);
        assertThat(up.output()).contains("kafka").contains("kafka.log");
        assertThat(processesOf(other)).isEmpty();
    }

    @Test
    @Order(4)
    void downLeavesNoProcess(RunningFreshet freshet) {
        List<Long> before = freshet.pids();

        Command down = freshet.run("down");

        assertThat(down.code()).as(down.output()).isZero();
        assertThat(before).hasSize(7).noneMatch(LifecycleIT::runs);
        assertThat(processesOf(freshet.data())).isEmpty();
        assertThat(freshet.run("down").output()).contains("Nothing was running");
        assertThat(freshet.run("status").code()).isEqualTo(1);
    }

    @Test
    @Order(5)
    void inFrontItComesUpOnItsDataAndCtrlCStopsItWhole(RunningFreshet freshet) throws Exception {
        Path output = folder.resolve("output");
        Process up = new ProcessBuilder(freshet.upInFront())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Files.readString(output).contains("Ctrl-C stops everything."));
        assertThat(freshet.value("SELECT count(*) FROM bronze.sensor_readings WHERE (src->>'device_id') = 'room-1'"))
                .isEqualTo("8143");

        new ProcessBuilder("kill", "-INT", Long.toString(up.pid())).start().waitFor();

        assertThat(up.waitFor(60, TimeUnit.SECONDS))
                .as(Files.readString(output))
                .isTrue();
        assertThat(up.exitValue()).as(Files.readString(output)).isZero();
        assertThat(processesOf(freshet.data())).isEmpty();
    }

    @Test
    @Order(6)
    void killedOutrightInFrontItLeavesNoOrphans(RunningFreshet freshet) throws Exception {
        Path output = folder.resolve("output");
        Process up = new ProcessBuilder(freshet.upInFront())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await().atMost(Duration.ofMinutes(5))
                .until(() -> Files.readString(output).contains("Ctrl-C stops everything."));

        up.destroyForcibly().waitFor();

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(processesOf(freshet.data())).isEmpty());
    }

    private static boolean runs(long pid) {
        // A zombie has no command: it has ended, and only nobody asked how.
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    private static List<String> processesOf(Path data) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(data.toString()))
                .toList();
    }
}
