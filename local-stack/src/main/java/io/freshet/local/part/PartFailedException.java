package io.freshet.local.part;

/** A part did not come up. The message says which, why as far as known, and where its log is. */
public final class PartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PartFailedException(String message) {
        super(message);
    }

    public PartFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
