package io.freshet.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** A sensor in a room: warm in the afternoon, light by day, more carbon dioxide when people are in. */
final class Thermometer implements Actor {
    static final Duration EVERY = Duration.ofSeconds(10);

    private static final double WARMEST_HOUR = 15;
    private static final double MIDDAY = 12.5;

    private final String device;
    private final Chance chance;
    private final Fault fault;
    private Instant next;

    Thermometer(String device, Chance chance, Fault fault, Instant from) {
        this.device = device;
        this.chance = chance;
        this.fault = fault;
        this.next = from.plusMillis(chance.between(0, (int) EVERY.toMillis()));
    }

    @Override
    public Instant next() {
        return next;
    }

    @Override
    public void act(Scene scene) {
        if (!fault.isSilent(next)) {
            measure(scene);
        }
        next = next.plus(EVERY);
    }

    private void measure(Scene scene) {
        double hour = LocalTime.ofInstant(next, ZoneOffset.UTC).toSecondOfDay() / 3600.0;
        double warmth = Math.cos((hour - WARMEST_HOUR) * Math.PI / 12);
        double day = Math.max(0, Math.cos((hour - MIDDAY) * Math.PI / 12));
        scene.measured(
                next,
                "sensor-readings",
                Scene.fields("timestamp", next)
                        .put("device_id", device)
                        .put("temperature", rounded(chance.around(21 + 1.5 * warmth + fault.heat(next), 0.08)))
                        .put("humidity", rounded(chance.around(42 - 4 * warmth, 0.3)))
                        .put("light", rounded(Math.max(0, chance.around(500 * day, 12 * day))))
                        .put("co2", rounded(chance.around(450 + 350 * day, 15))));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
