package io.freshet.gateway.http;

import io.freshet.gateway.admission.Budget;

/**
 * How much memory and time bodies may take.
 *
 * @param bodyBytes the longest body
 * @param all what all bodies in memory may have together
 * @param timeoutMillis how long a body may take to come
 */
public record BodyLimits(int bodyBytes, Budget all, long timeoutMillis) {}
