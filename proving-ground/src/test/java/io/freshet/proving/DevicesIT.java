package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.cli.supervise.PortName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Fifty devices of MQTT.js send the readings of a room while the broker, and then the gateway, is killed. */
@Order(8)
@ExtendWith(RunningFreshet.Shared.class)
class DevicesIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int READINGS = 8_143;
    private static final int VIEWS = 800;

    @Test
    void everyReadingIsInBronzeAndOnceInSilverThroughARestartOfTheBroker(RunningFreshet freshet) throws Exception {
        Senders.install();
        Path errors = Files.createTempFile("devices", ".log");
        Process devices = new ProcessBuilder(
                        "node",
                        "devices.mjs",
                        "mqtt://127.0.0.1:" + freshet.port(PortName.MQTT),
                        Command.home()
                                .resolve("examples/data/uci-occupancy-2015-02.csv")
                                .toString())
                .directory(Senders.FOLDER.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            AtomicReference<JsonNode> said = new AtomicReference<>(JSON.createObjectNode());
            Thread.ofPlatform().daemon().start(() -> listen(devices, said));
            for (String part : new String[] {"kafka", "gateway"}) {
                int before = said.get().path("told").asInt();
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> said.get().path("told").asInt() > before + 1_000);
                ProcessHandle.of(freshet.pid(part).orElseThrow()).ifPresent(ProcessHandle::destroyForcibly);
                Command up = freshet.up();
                assertThat(up.code()).as(up.output()).isZero();
            }
            assertThat(devices.waitFor(5, TimeUnit.MINUTES)).as("they end").isTrue();
            assertThat(devices.exitValue()).as(Files.readString(errors)).isZero();
            await().until(() -> said.get().path("done").asBoolean());
            System.getLogger("proving").log(System.Logger.Level.INFO, "Devices: {0}", said.get());
            assertThat(said.get().path("refused").asInt()).isZero();
            assertThat(said.get().path("told").asInt()).isEqualTo(READINGS);
            assertThat(said.get().path("exactly").asInt()).isEqualTo(VIEWS);
        } finally {
            devices.destroyForcibly();
        }
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(
                                freshet.value("SELECT count(DISTINCT concat(src->>'device_id', src->>'timestamp')) FROM"
                                        + " bronze.sensor_readings WHERE src->>'device_id' LIKE 'desk-%'"))
                        .isEqualTo(Integer.toString(READINGS)));
        assertThatSilverHasEachOnce(freshet);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(freshet.value(
                                "SELECT count(*) FROM bronze.user_activity WHERE src->>'user_id' LIKE 'mqtt-%'"))
                        .isEqualTo(Integer.toString(VIEWS)));
        assertThat(freshet.value("SELECT count(DISTINCT concat(user_id, page)) FROM silver.user_activity WHERE"
                        + " user_id LIKE 'mqtt-%'"))
                .isEqualTo(Integer.toString(VIEWS));
    }

    private static void assertThatSilverHasEachOnce(RunningFreshet freshet) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(
                                freshet.value(
                                        "SELECT concat(count(*), ' ', count(DISTINCT"
                                                + " concat(device_id, \"timestamp\"))) FROM silver.sensor_readings WHERE device_id LIKE 'desk-%'"))
                        .isEqualTo(READINGS + " " + READINGS));
    }

    private static void listen(Process devices, AtomicReference<JsonNode> said) {
        try (BufferedReader out = devices.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.set(JSON.readTree(line));
            }
        } catch (IOException e) {
            // It has ended; what it said last counts.
        }
    }
}
