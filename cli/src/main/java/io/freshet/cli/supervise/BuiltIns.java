package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import io.freshet.cli.types.Registries;
import io.freshet.local.types.EventTypeException;
import io.freshet.local.types.EventTypes;

/** Gives the registry and the broker the event types that Freshet comes with. */
final class BuiltIns {
    private BuiltIns() {}

    /** Changes nothing where they are already. */
    static void install(Stack stack) {
        try {
            EventTypes.installBuiltIns(stack.bootstrap(), Registries.at(stack.registryUrl()));
        } catch (EventTypeException e) {
            throw new Failure("The built-in event types could not be installed: " + e.getMessage(), e);
        }
    }
}
