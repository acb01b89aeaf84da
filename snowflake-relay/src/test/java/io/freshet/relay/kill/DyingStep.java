package io.freshet.relay.kill;

/** Where a relay under test dies or stalls: the places between two steps of the protocol. */
enum DyingStep {
    NONE,
    /** The intent is committed, nothing was sent to the store. */
    BEFORE_PUT,
    /** The object is stored, nobody wrote it down. */
    AFTER_PUT,
    /** The manifest has it, the offset is not committed. */
    AFTER_MANIFEST,
    /** Says so and waits until it is told to go on; meanwhile the test may stop the whole process. */
    STALL_BEFORE_PUT,
    /** The same, each time that the test has armed it; of several relays one does. */
    STALL_WHEN_ARMED
}
