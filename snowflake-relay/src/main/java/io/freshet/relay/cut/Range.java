package io.freshet.relay.cut;

/**
 * The offsets of one file.
 *
 * @param from inclusive
 * @param until exclusive; a consumer position, so it may lie past transaction markers and compacted records
 */
public record Range(Origin origin, long from, long until) {
    public Range {
        if (from < 0 || until <= from) {
            throw new IllegalArgumentException("not a range: [" + from + ", " + until + ") of " + origin);
        }
    }
}
