package io.freshet.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void theSameSeedMakesTheSameHappenHoweverOftenItIsAsked() {
        List<DemoEvent> atOnce = activity(7, 20).from(START, "run").until(START.plus(HOUR));
        Simulation inSteps = activity(7, 20).from(START, "run");
        List<DemoEvent> stepByStep = new ArrayList<>();
        for (Instant at = START; !at.isAfter(START.plus(HOUR)); at = at.plusSeconds(1)) {
            stepByStep.addAll(inSteps.until(at));
        }

        assertThat(stepByStep).isEqualTo(atOnce).isNotEmpty();
        assertThat(activity(8, 20).from(START, "run").until(START.plus(HOUR))).isNotEqualTo(atOnce);
    }

    @Test
    void happensAtAboutTheWantedRate() {
        for (double rate : new double[] {5, 20, 60}) {
            long events = anHour(rate).size();

            assertThat(events / 3600.0).as("rate %s", rate).isCloseTo(rate, within(rate * 0.2));
        }
    }

    @Test
    void aFewVisitorsBuyAndMoreOnlyLook() {
        Map<String, Long> actions = anHour(50).stream()
                .filter(event -> event.type().equals("user-activity"))
                .collect(Collectors.groupingBy(
                        event -> json(event).path("action").asText(), Collectors.counting()));

        assertThat(actions).containsOnlyKeys("view", "click", "scroll", "search", "purchase");
        assertThat(actions.get("purchase")).isPositive().isLessThan(actions.get("view") / 10);
    }

    @Test
    void anOrderGoesThroughItsStatusesInOrder() {
        Map<String, List<String>> statuses = anHour(50).stream()
                .filter(event -> event.type().equals("order-events"))
                .collect(Collectors.groupingBy(
                        event -> json(event).path("order_id").asText(),
                        TreeMap::new,
                        Collectors.mapping(
                                event -> json(event).path("order_status").asText(), Collectors.toList())));

        assertThat(statuses).hasSizeGreaterThan(20);
        assertThat(statuses.values())
                .allSatisfy(order -> assertThat(String.join(" ", order))
                        .matches("placed( (cancelled|paid( (cancelled|shipped))?))?"));
    }

    @Test
    void oneAddressFailsToLogInAgainAndAgainWithinMinutes() {
        Map<String, Long> failed = anHour(20).stream()
                .filter(event -> event.type().equals("login-events"))
                .map(SimulationTest::json)
                .filter(login -> login.path("status").asText().equals("FAILED"))
                .collect(Collectors.groupingBy(login -> login.path("ip_address").asText(), Collectors.counting()));

        assertThat(failed.entrySet().stream().filter(address -> address.getKey().startsWith("203.0.113.")))
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address.getValue()).isGreaterThanOrEqualTo(3));
    }

    @Test
    void oneSensorOverheatsAndFallsSilentAndTheOthersDoNot() {
        Map<String, List<JsonNode>> readings = anHour(20).stream()
                .filter(event -> event.type().equals("sensor-readings"))
                .map(SimulationTest::json)
                .collect(Collectors.groupingBy(
                        reading -> reading.path("device_id").asText()));

        assertThat(readings).hasSize(20);
        List<JsonNode> failing = readings.remove("sensor-020");
        assertThat(failing).hasSizeBetween(100, 300).anyMatch(reading -> temperature(reading) > 25);
        assertThat(readings.values())
                .allSatisfy(well ->
                        assertThat(well).hasSizeBetween(359, 360).allMatch(reading -> temperature(reading) < 25));
    }

    @Test
    void everyEventHasAnIdOfItsOwnOrFieldsThatAreOne() {
        List<DemoEvent> events = anHour(20);

        assertThat(events.stream()
                        .map(event -> event.type().equals("sensor-readings")
                                ? json(event).path("device_id").asText()
                                        + json(event).path("timestamp").asText()
                                : json(event).path("_meta").path("id").asText()))
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void activityThatCannotBeIsRefused() {
        assertThatThrownBy(() -> activity(1, 0)).hasMessageContaining("rate").hasMessageContaining("5000");
        assertThatThrownBy(() -> activity(1, Double.NaN)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Activity(1, 1, 0, 1)).hasMessageContaining("people");
    }

    private static List<DemoEvent> anHour(double rate) {
        return activity(1, rate).from(START, "run").until(START.plus(HOUR));
    }

    private static Activity activity(long seed, double rate) {
        return new Activity(seed, rate, 500, 20);
    }

    private static double temperature(JsonNode reading) {
        return reading.path("temperature").asDouble();
    }

    private static JsonNode json(DemoEvent event) {
        try {
            return JSON.readTree(event.json());
        } catch (IOException e) {
            throw new AssertionError(event.json(), e);
        }
    }
}
