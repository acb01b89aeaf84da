package io.freshet.gateway.admission;

/**
 * How much is left of a quota.
 *
 * @param policy its name, of lower-case letters and hyphens
 * @param quota how much there is in a window
 * @param windowSeconds how long a window is
 * @param remaining what is left now, 0 when it is overdrawn
 * @param resetSeconds when all of it is there again, rounded up
 */
public record Standing(String policy, long quota, long windowSeconds, long remaining, long resetSeconds) {}
