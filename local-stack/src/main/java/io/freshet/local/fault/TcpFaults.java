package io.freshet.local.fault;

import java.time.Duration;

/**
 * What a {@link FaultProxy} does to every connection, as long as it stands.
 *
 * @param delay before each chunk of at most 16 KiB, in each direction
 * @param bytesPerSecond of each connection in each direction; {@link #UNLIMITED} for no limit
 * @param cutUp the connection is reset after so many bytes from the client; {@link #UNLIMITED} for never
 * @param cutDown the same for bytes to the client
 */
public record TcpFaults(Way way, Duration delay, long bytesPerSecond, long cutUp, long cutDown) {
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Everything goes through. */
    public static final TcpFaults NONE = of(Way.FORWARD);

    /** Connections are accepted, and what is sent disappears: a black hole that acknowledges on the wire. */
    public static final TcpFaults SWALLOW = of(Way.SWALLOW);

    /** Connections are accepted and nothing is read any more: buffers fill, then writers block. */
    public static final TcpFaults STALL = of(Way.STALL);

    /** Nobody listens on the port; connections that were open are reset. */
    public static final TcpFaults REFUSE = of(Way.REFUSE);

    /** Where bytes go. */
    public enum Way {
        FORWARD,
        SWALLOW,
        STALL,
        REFUSE
    }

    /** Where bytes come from. */
    public enum Direction {
        FROM_CLIENT,
        TO_CLIENT
    }

    public static TcpFaults delay(Duration delay) {
        return new TcpFaults(Way.FORWARD, delay, UNLIMITED, UNLIMITED, UNLIMITED);
    }

    public static TcpFaults throttle(long bytesPerSecond) {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("a positive rate is needed, not " + bytesPerSecond);
        }
        return new TcpFaults(Way.FORWARD, Duration.ZERO, bytesPerSecond, UNLIMITED, UNLIMITED);
    }

    /** Resets each connection once so many bytes of it have passed in the direction; none more do. */
    public static TcpFaults cutAfter(Direction direction, long bytes) {
        boolean up = direction == Direction.FROM_CLIENT;
        return new TcpFaults(Way.FORWARD, Duration.ZERO, UNLIMITED, up ? bytes : UNLIMITED, up ? UNLIMITED : bytes);
    }

    long cut(Direction direction) {
        return direction == Direction.FROM_CLIENT ? cutUp : cutDown;
    }

    /** How long so many bytes take at the limited rate. */
    Duration pace(int bytes) {
        return bytesPerSecond == UNLIMITED ? Duration.ZERO : Duration.ofNanos(bytes * 1_000_000_000L / bytesPerSecond);
    }

    private static TcpFaults of(Way way) {
        return new TcpFaults(way, Duration.ZERO, UNLIMITED, UNLIMITED, UNLIMITED);
    }
}
