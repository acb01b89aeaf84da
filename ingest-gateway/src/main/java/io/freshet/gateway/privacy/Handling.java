package io.freshet.gateway.privacy;

/** What is done to an event of a person who does not want to be tracked; ordered from lenient to strict. */
public enum Handling {
    /** Nothing. */
    KEEP,
    /** What identifies the person is taken out, and the address dropped. */
    STRIP,
    /** The event is not kept at all. */
    DROP;

    public Handling orStricter(Handling other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
