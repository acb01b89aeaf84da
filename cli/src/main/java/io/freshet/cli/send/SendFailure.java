package io.freshet.cli.send;

import io.freshet.cli.Failure;

/** The file cannot be sent, or not to its end: said to the person in one or two lines. */
final class SendFailure extends Failure {
    private static final long serialVersionUID = 1L;

    SendFailure(String message) {
        super(message);
    }
}
