package io.freshet.warehouse;

/** Something that the program stands on could not be asked, or refused; the message is all that a person needs, and has no secret in it. */
public final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message) {
        super(message);
    }

    public Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
