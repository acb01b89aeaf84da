package io.freshet.cli.supervise;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every port of a stack, and where it is unless told otherwise. */
public enum PortName {
    GATEWAY(8080),
    PROCESSOR(8081),
    RELAY(8082),
    TWIN(8083),
    REGISTRY(8085),
    STORE(9000),
    KAFKA(9092),
    KAFKA_CONTROLLER(9093),
    MQTT(1883),
    MQTT_WEBSOCKET(8084),
    GATEWAY_MANAGEMENT(8090),
    PROCESSOR_MANAGEMENT(8091),
    RELAY_MANAGEMENT(8092),
    REGISTRY_MANAGEMENT(8095);

    private final int usual;
    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    PortName(int usual) {
        this.usual = usual;
    }

    int usual() {
        return usual;
    }

    /** As a person writes it: {@code kafka-controller}. */
    public String label() {
        return label;
    }

    public static Optional<PortName> of(String label) {
        return Arrays.stream(values()).filter(port -> port.label.equals(label)).findFirst();
    }
}
