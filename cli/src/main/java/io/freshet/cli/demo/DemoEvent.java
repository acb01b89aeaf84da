package io.freshet.cli.demo;

import java.time.Instant;

/**
 * Something that happened in the demo.
 *
 * @param time when it happened; also a field of the event
 * @param type the event type that it is posted as
 * @param json the event's fields, and its id where the type's fields are none
 */
public record DemoEvent(Instant time, String type, String json) {}
