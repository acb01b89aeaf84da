package io.freshet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.cli.demo.DemoEvent;
import io.freshet.cli.demo.Simulation;
import io.freshet.cli.send.EventSender;
import io.freshet.cli.send.SendReport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the simulation's time go with the clock, and sends what happens. While the gateway takes nothing the people wait too, and what
 * would have happened meanwhile is left out when that was long. One thread; blocks.
 */
final class DemoRun implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofDays(365);
    /** What fell due in so long is still sent. */
    private static final Duration MOST_BEHIND = Duration.ofSeconds(30);

    private final Simulation simulation;
    private static final String READINGS = "sensor-readings";
    private static final JsonMapper JSON = new JsonMapper();

    private final URI gateway;
    private final int mqttPort;
    private final InstantSource clock;
    private final EventSender.Waiting waiting;
    private final Map<String, EventSender> senders = new LinkedHashMap<>();
    private final SendReport report = new SendReport();
    private long leftOut;

    /** @param mqttPort where sensors publish, each to a topic of its own; all else goes by HTTP */
    DemoRun(Simulation simulation, URI gateway, int mqttPort, InstantSource clock, EventSender.Waiting waiting) {
        this.simulation = simulation;
        this.gateway = gateway;
        this.mqttPort = mqttPort;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** Told after each turn in which something was sent. */
    interface Watch {
        void sent(SendReport soFar, long leftOut);
    }

    /** Returns when {@code end} has passed. */
    void until(Instant end, Watch watch) throws InterruptedException, IOException {
        for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
            if (turn(now)) {
                watch.sent(report, leftOut);
            }
            Thread.sleep(TICK);
        }
    }

    private boolean turn(Instant now) throws InterruptedException, IOException {
        Map<String, List<String>> byType = new LinkedHashMap<>();
        for (DemoEvent event : simulation.until(now)) {
            if (event.time().isBefore(now.minus(MOST_BEHIND))) {
                leftOut++;
            } else {
                byType.computeIfAbsent(event.type(), type -> new ArrayList<>()).add(event.json());
            }
        }
        for (Map.Entry<String, List<String>> events : byType.entrySet()) {
            sender(events.getKey()).send(events.getValue());
        }
        return !byType.isEmpty();
    }

    private EventSender sender(String type) {
        return senders.computeIfAbsent(
                type,
                name -> name.equals(READINGS)
                        ? EventSender.overMqtt(gateway.getHost(), mqttPort, DemoRun::topic, PATIENCE, report, waiting)
                        : new EventSender(name, gateway, PATIENCE, report, waiting));
    }

    private static String topic(String reading) {
        try {
            return "sites/demo/devices/"
                    + JSON.readTree(reading).path("device_id").asText() + "/telemetry";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The demo's own reading is no JSON", e);
        }
    }

    @Override
    public void close() {
        senders.values().forEach(EventSender::close);
    }
}
