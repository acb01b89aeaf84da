package io.freshet.gateway.http;

import io.freshet.model.Reason;

/** When to come back, in whole seconds: the only form that every client in use understands. */
final class RetryAfter {
    private static final int MOMENT = 1;
    private static final int OUTAGE = 5;

    private RetryAfter() {}

    static int seconds(Reason reason) {
        return switch (reason) {
            case OVERLOADED, SHUTTING_DOWN -> MOMENT;
            case BROKER_UNAVAILABLE, REGISTRY_UNAVAILABLE, SPOOL_FULL, EARLIER_EVENT_FAILED -> OUTAGE;
            default -> 0;
        };
    }
}
