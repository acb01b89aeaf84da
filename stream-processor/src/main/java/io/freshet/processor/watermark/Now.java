package io.freshet.processor.watermark;

/**
 * What a task's clock says. Both are milliseconds since the epoch, {@link TaskClock#UNSET} while a source was never heard of,
 * and never go back.
 *
 * @param watermark how far event time has come
 * @param settled the grace behind it: an event with this time or a later one is on time, and everything that only earlier
 *     events could change is closed. A longer grace after a restart does not take it back
 */
public record Now(long watermark, long settled) {}
