package io.freshet.relay.replay;

/** A replay cannot be made, or did not come to its end; the message is for the person who asked for it. */
public final class ReplayException extends Exception {
    private static final long serialVersionUID = 1L;

    public ReplayException(String message) {
        super(message);
    }

    public ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
