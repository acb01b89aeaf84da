package io.freshet.gateway.session;

import java.time.Duration;

/**
 * One session as the log of sessions tells it. Immutable.
 *
 * @param owner the takeover that it belongs to; what an earlier owner still writes is ignored
 * @param birth the takeover that it began with
 * @param received QoS 2 messages since then
 * @param expirySeconds how long it outlives its connection; {@link #NEVER} for ever
 * @param connected whether its owner had a connection when it last wrote
 * @param since when that was, in milliseconds since 1970 by the broker's clock
 * @param unreleased packet ids of QoS 2 messages that are stored and not released yet, ascending; not altered by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record SessionState(
        long owner, long birth, long received, long expirySeconds, boolean connected, long since, int[] unreleased) {
    /** The Session Expiry Interval that means never (MQTT 5, 3.1.2.11.2). */
    public static final long NEVER = 0xFFFF_FFFFL;

    /** How often an owner says that it still has the connection. */
    public static final Duration TOUCH = Duration.ofHours(1);

    static final int[] NONE = new int[0];

    /** Whether it was over at a moment; of one that its owner does not touch any more, the owner is thought dead. */
    public boolean isOver(long millis) {
        if (expirySeconds == NEVER) {
            return false;
        }
        long from = connected ? since + 2 * TOUCH.toMillis() : since;
        return millis >= from + expirySeconds * 1_000;
    }
}
