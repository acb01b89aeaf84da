package io.freshet.local.twin.load;

/** The file's content cannot be loaded, now or ever. */
final class BadFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long line;

    /**
     * Names what is wrong.
     *
     * @param line counted from 1; 0 when no line is to blame
     */
    BadFileException(String message, long line) {
        super(message);
        this.line = line;
    }

    long line() {
        return line;
    }
}
