package io.freshet.cli.demo;

import java.time.Duration;
import java.time.Instant;

/** What is wrong with a sensor at a moment. */
sealed interface Fault {

    /** Degrees Celsius above what it should measure. */
    double heat(Instant now);

    /** Whether it says nothing. */
    boolean isSilent(Instant now);

    /** Nothing is wrong. */
    record None() implements Fault {
        @Override
        public double heat(Instant now) {
            return 0;
        }

        @Override
        public boolean isSilent(Instant now) {
            return false;
        }
    }

    /**
     * Again and again: well for a minute, hotter and hotter, hot, well again, silent.
     *
     * @param since when it began
     */
    record OverheatsThenFallsSilent(Instant since) implements Fault {
        static final Duration PERIOD = Duration.ofMinutes(12);
        private static final long BEGINS = 60;
        private static final long HOT = 120;
        private static final long COOLS = 240;
        private static final long SILENT = 360;
        private static final double HEAT = 7;

        @Override
        public double heat(Instant now) {
            double into = into(now);
            if (into < BEGINS || into >= COOLS) {
                return 0;
            }
            return into < HOT ? HEAT * (into - BEGINS) / (HOT - BEGINS) : HEAT;
        }

        @Override
        public boolean isSilent(Instant now) {
            return into(now) >= SILENT;
        }

        /** Seconds into the period. */
        private double into(Instant now) {
            return Math.floorMod(Duration.between(since, now).toMillis(), PERIOD.toMillis()) / 1000.0;
        }
    }
}
