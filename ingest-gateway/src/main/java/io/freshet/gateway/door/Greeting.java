package io.freshet.gateway.door;

/** What a request is, as far as its page is concerned. */
public enum Greeting {
    /** Not from a page, or from one that some caller allows: admission decides. */
    WELCOME,
    /** A browser asks whether it may; the answer is on the response, to be ended with 204. */
    PREFLIGHT,
    /** A browser asks whether it may, and it may not. */
    FOREIGN_PREFLIGHT
}
