package io.freshet.gateway.outcome;

import io.freshet.model.Reason;

/** What the sender is told of one event. */
public sealed interface Outcome {
    /** The event's id, by which it is found again: the sender's, else the gateway's. */
    String id();

    /** Durable in its topic. */
    record Accepted(String id) implements Outcome {}

    /** Durable on {@code events.rejected}; sending it again unchanged does not help. */
    record Rejected(String id, Reason reason, String pointer, String detail) implements Outcome {}

    /** Not known to be durable; to be sent again, with the same id. */
    record Retry(String id, Reason reason) implements Outcome {}
}
