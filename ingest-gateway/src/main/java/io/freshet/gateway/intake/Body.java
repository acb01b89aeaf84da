package io.freshet.gateway.intake;

/**
 * A request body as it came.
 *
 * @param bytes may be longer than the body; handed over, not altered by intake
 * @param length how many of them are the body
 * @param lines whether the sender declared one event per line; otherwise the bytes decide
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Body(byte[] bytes, int length, boolean lines) {

    /** Whether there is nothing in it but white space. */
    public boolean isBlank() {
        return Blank.skip(bytes, 0, length) == length;
    }
}
