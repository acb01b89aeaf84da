package io.freshet.gateway.declare;

/** A file that cannot be taken. Its message names file, line and field, and never holds a value that could be a secret. */
public final class DeclarationException extends Exception {
    private static final long serialVersionUID = 1;

    DeclarationException(String file, int line, String field, String problem) {
        super("%s:%d: %s%s%s".formatted(file, line, field, field.isEmpty() ? "" : " ", problem));
    }
}
