package io.freshet.processor.declare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The jobs that come with the processor, as files among its resources. */
public final class ShippedJobs {
    /** Those that read and write nothing but built-in types and their own. */
    public static final List<String> DEFAULTS = List.of(
            "activity-by-country-5min",
            "customer-order-totals",
            "user-sessions",
            "fraud-alerts",
            "sensor-alerts",
            "device-silence");

    /** All; those that are no defaults need a type to be added first, or cost more than most need. */
    public static final List<String> NAMES = List.of(
            "activity-by-country-5min",
            "customer-order-totals",
            "user-sessions",
            "fraud-alerts",
            "sensor-alerts",
            "device-silence",
            "sensor-readings-enriched",
            "user-activity-unique");

    private ShippedJobs() {}

    /** @throws IllegalArgumentException when there is none of that name */
    public static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no shipped job is named " + name);
        }
        try (InputStream in = ShippedJobs.class.getResourceAsStream("/jobs/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the job is missing from the program: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
