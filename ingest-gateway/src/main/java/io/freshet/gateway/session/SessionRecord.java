package io.freshet.gateway.session;

/** What stands in the log of sessions about one client. */
public sealed interface SessionRecord {

    /** A gateway takes the client's session over, and is its owner from here on. */
    record Takeover(long nonce, boolean clean, long expirySeconds) implements SessionRecord {}

    /** The owner tells the whole of the session. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Told(long owner, long birth, long received, long expirySeconds, boolean connected, int[] unreleased)
            implements SessionRecord {}

    /** The client has a connection at this gateway that outlives nothing; what was remembered of it is over. */
    record Transient(long nonce) implements SessionRecord {}

    /** The owner says that the session is over. */
    record Over(long owner) implements SessionRecord {}
}
