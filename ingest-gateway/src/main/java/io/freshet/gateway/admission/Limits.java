package io.freshet.gateway.admission;

/**
 * How much one request may hold.
 *
 * @param bodyBytes the longest body
 * @param eventBytes the longest event, in bytes of its JSON; also how much of a rejected event is kept
 * @param recordBytes the longest event once it is Avro, which defaults can make longer than its JSON
 * @param events the most events in one body
 */
public record Limits(int bodyBytes, int eventBytes, int recordBytes, int events) {

    public Limits {
        positive("bodyBytes", bodyBytes);
        positive("eventBytes", eventBytes);
        positive("recordBytes", recordBytes);
        positive("events", events);
        if (eventBytes > bodyBytes) {
            throw new IllegalArgumentException(
                    "An event of %d bytes does not fit into a body of %d".formatted(eventBytes, bodyBytes));
        }
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException("%s must be positive, not %d".formatted(name, value));
        }
    }
}
