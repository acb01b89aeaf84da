package io.freshet.local.twin.query;

import java.time.Duration;

/**
 * What queries may take.
 *
 * @param rows in one answer; what is beyond is left off, and the answer says so
 * @param bytes in one answer, about; likewise
 * @param timeout from the first byte of the result's making to its last
 * @param concurrent queries at once; further ones are told to come again
 */
public record QueryLimits(int rows, int bytes, Duration timeout, int concurrent) {
    private static final int BYTES = 16 * 1024 * 1024;
    private static final int CONCURRENT = 4;

    public static QueryLimits of(int rows, Duration timeout) {
        return new QueryLimits(rows, BYTES, timeout, CONCURRENT);
    }
}
