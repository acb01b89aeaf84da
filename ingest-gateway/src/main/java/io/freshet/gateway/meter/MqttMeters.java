package io.freshet.gateway.meter;

import io.freshet.model.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What there is of MQTT beside its events. Any thread. */
public final class MqttMeters {
    private final MeterRegistry registry;
    private final LongAdder connections = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final Map<String, Counter> shed = new ConcurrentHashMap<>();
    private final Map<String, Counter> closed = new ConcurrentHashMap<>();

    public MqttMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("freshet.gateway.mqtt.connections", connections, LongAdder::sum)
                .description("MQTT connections")
                .register(registry);
        Gauge.builder("freshet.gateway.mqtt.withheld", withheld, LongAdder::sum)
                .description("MQTT packets whose answer waits until they are stored")
                .register(registry);
    }

    public void connections(int more) {
        connections.add(more);
    }

    public long connections() {
        return connections.sum();
    }

    public void withheld(int more) {
        withheld.add(more);
    }

    /** A message of QoS 0 that was given up. */
    public void shed(Reason reason) {
        count(shed, "freshet.gateway.mqtt.shed", "MQTT messages of QoS 0 that were given up", reason.slug());
    }

    /** The gateway ended a connection, or refused it, for a reason out of a fixed list. */
    public void closed(String reason) {
        count(closed, "freshet.gateway.mqtt.closed", "MQTT connections that the gateway refused or ended", reason);
    }

    private void count(Map<String, Counter> counters, String name, String description, String reason) {
        counters.computeIfAbsent(
                        reason,
                        r -> Counter.builder(name)
                                .description(description)
                                .tag("reason", r)
                                .register(registry))
                .increment();
    }
}
