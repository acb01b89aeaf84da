package io.freshet.processor.declare;

import io.freshet.model.Reason;

/**
 * Why one event could not be taken into a job; the caller counts it and sends the event to the dead letters.
 *
 * @param detail a sentence without any value of the event
 */
public record Failure(Reason reason, String detail) {}
