package io.freshet.cli.supervise;

import io.freshet.cli.Failure;
import io.freshet.local.types.EventTypeException;
import io.freshet.local.types.EventTypes;
import io.freshet.model.registry.ConfluentRegistry;

/** Gives the registry and the broker the event types that Freshet comes with. */
final class BuiltIns {
    private BuiltIns() {}

    /** Changes nothing where they are already. */
    static void install(Stack stack) {
        try (ConfluentRegistry registry = stack.openRegistry()) {
            EventTypes.installBuiltIns(stack.bootstrap(), registry);
        } catch (EventTypeException e) {
            throw new Failure("The built-in event types could not be installed: " + e.getMessage(), e);
        }
    }
}
