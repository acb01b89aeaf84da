package io.freshet.cli.demo;

import java.time.Instant;

/**
 * What kind of activity the demo makes.
 *
 * @param seed the same seed makes the same people do the same
 * @param rate events a second on average, above 0
 * @param people how many customers there are, from 1
 * @param devices how many sensors there are, from 1; the last of them fails now and then
 */
public record Activity(long seed, double rate, int people, int devices) {
    public static final double HIGHEST_RATE = 5_000;

    public Activity {
        if (!(rate > 0 && rate <= HIGHEST_RATE)) {
            throw new IllegalArgumentException("the rate is to be above 0 and at most 5000 events a second: " + rate);
        }
        if (people < 1 || people > 1_000_000 || devices < 1 || devices > 10_000) {
            throw new IllegalArgumentException("there are to be 1 to 1000000 people and 1 to 10000 devices");
        }
    }

    /** @param run begins every id: it must be new for each run */
    public Simulation from(Instant start, String run) {
        return new Simulation(this, start, run);
    }
}
