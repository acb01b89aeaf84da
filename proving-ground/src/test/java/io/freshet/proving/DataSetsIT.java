package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both real data sets go in by {@code send} and come out by SQL, counted to the row. */
@Order(1)
@ExtendWith(RunningFreshet.Shared.class)
class DataSetsIT {
    /** Twice what is promised for a machine that has nothing else to do; tests run on busy ones. */
    private static final Duration VISIBLE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(250);

    @Test
    void everyShopEventIsARowAndTheCutOffOneIsKeptAsRejected(RunningFreshet freshet) {
        Command added = freshet.run("schema", "add", "examples/shop-activity.avsc");
        assertThat(added.code()).as(added.output()).isZero();

        Command sent = freshet.run("send", "shop-activity", "examples/data/rees46-2019-10-01.csv");

        assertThat(sent.output())
                .containsPattern("accepted +17,434")
                .containsPattern("rejected +1\n")
                .contains("missing-field")
                .contains("/user_session")
                .contains("line 17436");
        assertThat(sent.code()).isEqualTo(3);
        await().atMost(VISIBLE)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(freshet.value("SELECT count(*) FROM bronze.shop_activity"))
                        .isEqualTo("17434"));
        assertThat(byType(freshet))
                .containsExactlyInAnyOrderEntriesOf(Map.of("view", 17055L, "cart", 165L, "purchase", 214L));
        await().atMost(VISIBLE)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(freshet.value(
                                "SELECT count(*) FROM bronze.events_rejected WHERE src->>'type' = 'shop-activity'"
                                        + " AND src->>'reason' = 'missing-field'"))
                        .isEqualTo("1"));
    }

    private static Map<String, Long> byType(RunningFreshet freshet) {
        return freshet
                .rows("SELECT src->>'event_type' AS type, count(*) AS n FROM bronze.shop_activity GROUP BY 1")
                .stream()
                .collect(Collectors.toMap(
                        (JsonNode row) -> row.path("type").asText(),
                        row -> row.path("n").asLong()));
    }

    @Test
    void everyReadingOfTheRoomIsARow(RunningFreshet freshet) {
        Command sent = freshet.run(
                "send",
                "sensor-readings",
                "examples/data/uci-occupancy-2015-02.csv",
                "--columns",
                "-,timestamp,temperature,humidity,light,co2,humidity_ratio,occupancy",
                "--set",
                "device_id=room-1");

        assertThat(sent.code()).as(sent.output()).isZero();
        assertThat(sent.output()).containsPattern("accepted +8,143");
        await().atMost(VISIBLE)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(freshet.value(
                                "SELECT count(*) FROM bronze.sensor_readings WHERE (src->>'device_id') = 'room-1'"))
                        .isEqualTo("8143"));
        assertThat(freshet.value("SELECT max((src->>'temperature')::DOUBLE) FROM bronze.sensor_readings"
                        + " WHERE (src->>'device_id') = 'room-1'"))
                .isEqualTo("23.18");
    }

    @Test
    void everyReadingGoesByMqttTooAndWhatIsRefusedIsSaidWithItsReason(RunningFreshet freshet) throws IOException {
        Path rows = Files.writeString(
                Files.createTempFile("rows", ".csv"),
                "timestamp,temperature,device_id\n2026-11-20T10:00:00Z,21.5,room-2\n2026-11-20T10:00:10Z,21.5,\n");
        Command room = freshet.run(
                "send",
                "sensor-readings",
                "examples/data/uci-occupancy-2015-02.csv",
                "--columns",
                "-,timestamp,temperature,humidity,light,co2,humidity_ratio,occupancy",
                "--set",
                "device_id=room-mqtt",
                "--mqtt");
        Command broken = freshet.run("send", "sensor-readings", rows.toString(), "--mqtt");

        assertThat(room.code()).as(room.output()).isZero();
        assertThat(room.output()).containsPattern("accepted +8,143");
        assertThat(broken.code()).as(broken.output()).isEqualTo(3);
        assertThat(broken.output())
                .containsPattern("accepted +1")
                .containsPattern("missing-field +1")
                .contains("/device_id");
        await().atMost(VISIBLE)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(freshet.value(
                                "SELECT count(*) FROM bronze.sensor_readings WHERE (src->>'device_id') = 'room-mqtt'"))
                        .isEqualTo("8143"));
    }

    @Test
    void aTypeThatIsNotThereIsNamedWithThoseThatAre(RunningFreshet freshet) {
        Command sent = freshet.run("send", "no-such-type", "examples/data/uci-occupancy-2015-02.csv");

        assertThat(sent.code()).isEqualTo(1);
        assertThat(sent.output()).contains("no event type 'no-such-type'").contains("sensor-readings");
    }
}
