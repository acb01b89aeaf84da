package io.freshet.cli;

import io.freshet.cli.supervise.PortName;
import io.freshet.cli.supervise.Ports;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the parts listen. */
final class PortOptions {
    @Option(names = "--port-offset", paramLabel = "N", description = "Every port so much higher than usual.")
    private @Nullable Integer offset;

    @Option(
            names = "--port",
            paramLabel = "NAME=N",
            description =
                    "One port. Names: gateway, mqtt, mqtt-websocket, processor, relay, twin, registry, store, kafka, kafka-controller,"
                            + " and gateway-, processor-, relay-, registry-management.")
    private Map<String, Integer> own = new LinkedHashMap<>();

    /** Empty when nothing was asked for. */
    Optional<Ports> wanted() {
        if (offset == null && own.isEmpty()) {
            return Optional.empty();
        }
        Map<PortName, Integer> named = new EnumMap<>(PortName.class);
        own.forEach((label, number) -> named.put(name(label), number));
        return Optional.of(Ports.shifted(offset == null ? 0 : offset).with(named));
    }

    private static PortName name(String label) {
        return PortName.of(label)
                .orElseThrow(() -> new Failure("There is no port '" + label + "'. There are: "
                        + Arrays.stream(PortName.values()).map(PortName::label).collect(Collectors.joining(", "))));
    }
}
