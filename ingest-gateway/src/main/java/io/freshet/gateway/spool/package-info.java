/**
 * Bounded, fsynced overflow on a persistent disk: what is acknowledged while Kafka is away, and its replay in order.
 *
 * <p>On disk: {@code spool.lock}; {@code spool.index}, how far replay has come; segments {@code <number>.spool}, append-only;
 * {@code quarantine/}, segments in which something could not be read. {@link Frames} describes the bytes.
 */
@NullMarked
package io.freshet.gateway.spool;

import org.jspecify.annotations.NullMarked;
