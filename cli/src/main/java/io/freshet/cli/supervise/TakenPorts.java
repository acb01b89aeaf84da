package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import io.freshet.local.part.PartPort;
import io.freshet.local.part.PartSpec;
import java.util.List;
import java.util.stream.Collectors;

/** Finds before anything is started what would fail half-way. */
final class TakenPorts {
    private TakenPorts() {}

    /** @throws Failure naming each taken port, who has it where that is known, and the option that changes it */
    static void refuse(List<PartSpec> parts, Ports ports) {
        String taken = parts.stream()
                .flatMap(part -> part.ports().stream())
                .filter(PartPort::isTaken)
                .map(port -> sentence(port.number(), ports))
                .collect(Collectors.joining("\n"));
        if (!taken.isEmpty()) {
            throw new Failure(taken + "\nOr move all ports by the same number: --port-offset N");
        }
    }

    private static String sentence(int number, Ports ports) {
        String holder = PortHolder.of(number).map(who -> " by " + who).orElse("");
        String label = ports.nameOf(number).map(PortName::label).orElse("a part");
        return "Port " + number + " is taken" + holder + "; " + label + " needs it. Choose another: --port " + label
                + "=N";
    }
}
