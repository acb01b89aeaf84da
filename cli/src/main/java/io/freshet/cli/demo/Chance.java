package io.freshet.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Dice with a seed: the same seed throws the same. One thread. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Dice for somebody else, whose throws do not depend on how often these are thrown. */
    Chance split() {
        return new Chance(random.split());
    }

    /** @param probability 0 to 1 */
    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Normally distributed. */
    double around(double mean, double deviation) {
        return mean + random.nextGaussian() * deviation;
    }

    /** Waiting time of something that happens at random, so long on average; a millisecond at least. */
    Duration wait(Duration mean) {
        return Duration.ofMillis(Math.max(1, Math.round(mean.toMillis() * random.nextExponential())));
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
