package io.freshet.gateway.mqtt;

/** What may be a name: of a topic that is published to, of a client, of a user. */
final class Names {
    /** Longest client id; the standard asks for 23 at least. */
    static final int LONGEST_CLIENT = 256;

    /** What a decoder puts for bytes that are no UTF-8, and which nobody needs in a name. */
    private static final char REPLACED = '\uFFFD';

    private static final int NON_CHARACTERS = 0xFFFE;

    private Names() {}

    /** Whether it could be published to: no wildcards, not the server's own, well-formed. */
    static boolean isTopic(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '$'
                && name.indexOf('+') < 0
                && name.indexOf('#') < 0
                && isWellFormed(name);
    }

    /** As MQTT 5, 1.5.4 has it, without control characters and non-characters, which a receiver may refuse. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == REPLACED || (c & NON_CHARACTERS) == NON_CHARACTERS) {
                return false;
            }
        }
        return true;
    }
}
