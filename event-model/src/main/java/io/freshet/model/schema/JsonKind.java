package io.freshet.model.schema;

/** The kinds of JSON value that decide the branch of a union; an integer is a number without fraction or exponent. */
public enum JsonKind {
    NULL,
    BOOLEAN,
    INTEGER,
    FRACTION,
    STRING,
    OBJECT,
    ARRAY
}
