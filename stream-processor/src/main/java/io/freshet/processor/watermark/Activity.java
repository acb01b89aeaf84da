package io.freshet.processor.watermark;

/** What is known of a source partition besides its watermark. */
public enum Activity {
    /** It may give events at any time: whoever waits for the slowest waits for it. */
    ACTIVE(0),
    /** Read to its end, and nothing came for the idle time: nobody waits for it. */
    IDLE(1),
    /** Its sender said that nothing more comes. */
    ENDED(2);

    private final int code;

    Activity(int code) {
        this.code = code;
    }

    /** As it is kept: never changes. */
    public byte code() {
        return (byte) code;
    }

    /** @throws IllegalArgumentException for a code of no activity */
    public static Activity of(byte code) {
        return switch (code) {
            case 0 -> ACTIVE;
            case 1 -> IDLE;
            case 2 -> ENDED;
            default -> throw new IllegalArgumentException("no activity has the code " + code);
        };
    }
}
