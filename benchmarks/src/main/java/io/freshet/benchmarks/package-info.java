/** Freshet. */
package io.freshet.benchmarks;
