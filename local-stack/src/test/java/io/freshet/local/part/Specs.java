package io.freshet.local.part;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Parts made for tests. */
final class Specs {
    private Specs() {}

    /** One that listens on the port. */
    static PartSpec waiting(Path data, int port) {
        PartPort listening = new PartPort("wait", port);
        return spec(data, List.of(listening), Waiting.class, List.of(Integer.toString(port)), listening::isTaken);
    }

    /** One that starts {@link #waiting} in its turn. */
    static PartSpec starter(Path data, String how, Path waitingData, int port) {
        return spec(
                data,
                List.of(),
                Starter.class,
                List.of(how, waitingData.toString(), Integer.toString(port)),
                () -> true);
    }

    private static PartSpec spec(
            Path data, List<PartPort> ports, Class<?> main, List<String> arguments, Readiness readiness) {
        JvmCommand command = new JvmCommand(
                32,
                List.of("-Dfreshet.home=" + FreshetHome.locate()),
                List.of(testClasses()),
                main.getName(),
                arguments);
        return new PartSpec("waiting", command.toCommand(), Map.of(), ports, data, List.of(), Map.of(), readiness);
    }

    private static Path testClasses() {
        try {
            return Path.of(Specs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
