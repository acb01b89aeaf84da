package io.freshet.quarkus.snowflake.key;

import java.io.Serial;

/** A private key that cannot be used. The message names cause and remedy, and never holds any of the key or its passphrase. */
public final class BadKeyException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Has no cause on purpose: messages of parsers may quote what they parsed. */
    BadKeyException(String causeAndRemedy) {
        super(causeAndRemedy);
    }
}
