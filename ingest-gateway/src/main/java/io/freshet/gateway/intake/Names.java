package io.freshet.gateway.intake;

import io.freshet.model.TypeName;

/** Names of types as senders write them. */
final class Names {
    private Names() {}

    /** A name as it may be kept: as it is, or empty where it is no name. */
    static String shown(String type) {
        return TypeName.isValid(type) ? type : "";
    }
}
