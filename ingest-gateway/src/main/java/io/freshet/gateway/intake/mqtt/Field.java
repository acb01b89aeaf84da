package io.freshet.gateway.intake.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A field that is filled from beside the payload.
 *
 * @param head its name as it begins a member of a JSON object, with quotes and colon
 */
@SuppressWarnings("ArrayRecordComponent") // compiled once, never compared
record Field(String name, byte[] head) {

    /** @param name letters, digits and underscores */
    static Field of(String name) {
        return new Field(name, ("\"" + name + "\":").getBytes(US_ASCII));
    }
}
