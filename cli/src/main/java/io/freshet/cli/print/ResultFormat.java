package io.freshet.cli.print;

/** How the rows of a query are written. */
public enum ResultFormat {
    TABLE,
    /** RFC 4180 with a header line; NULL is an empty cell. */
    CSV,
    /** One array of objects. */
    JSON
}
