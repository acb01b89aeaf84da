package io.freshet.processor.declare;

/**
 * How many different hashes were seen, within 1 % (standard error 0.8 %). The registers, and so the estimate, depend on the set
 * of hashes alone: not on their order, nor on merges. Estimator: O. Ertl, "New cardinality estimation algorithms for HyperLogLog
 * sketches", 2017, algorithm 6.
 */
final class HyperLogLog {
    static final int PRECISION = 14;
    static final int REGISTERS = 1 << PRECISION;

    private static final int RANKS = 64 - PRECISION;

    private final byte[] registers;

    HyperLogLog(byte[] registers) {
        this.registers = registers;
    }

    void add(long hash) {
        int register = (int) (hash >>> RANKS);
        int rank = Math.min(Long.numberOfLeadingZeros(hash << PRECISION), RANKS) + 1;
        if (registers[register] < rank) {
            registers[register] = (byte) rank;
        }
    }

    void merge(HyperLogLog other) {
        for (int i = 0; i < REGISTERS; i++) {
            registers[i] = (byte) Math.max(registers[i], other.registers[i]);
        }
    }

    long estimate() {
        int[] counts = new int[RANKS + 2];
        for (byte register : registers) {
            counts[register]++;
        }
        double m = REGISTERS;
        double z = m * tau((m - counts[RANKS + 1]) / m);
        for (int k = RANKS; k >= 1; k--) {
            z = 0.5 * (z + counts[k]);
        }
        z += m * sigma(counts[0] / m);
        return Math.round(m / (2 * Math.log(2)) * m / z);
    }

    private static double sigma(double start) {
        if (start == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double x = start;
        double y = 1;
        double z = x;
        double before;
        do {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        } while (z != before);
        return z;
    }

    private static double tau(double start) {
        if (start == 0 || start == 1) {
            return 0;
        }
        double x = start;
        double y = 1;
        double z = 1 - x;
        double before;
        do {
            x = Math.sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        } while (z != before);
        return z / 3;
    }

    byte[] registers() {
        return registers;
    }
}
