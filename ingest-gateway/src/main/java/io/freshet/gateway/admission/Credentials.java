package io.freshet.gateway.admission;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a sender shows of itself, whatever the protocol. None of these puts a secret into its text form: they may end up in a log by
 * accident.
 */
public sealed interface Credentials {
    Credentials NONE = new None();

    /** A secret of which it is not said whether it is a key or a token; tokens look like nothing else. */
    static Credentials ofSecret(String presented) {
        return Token.COMPACT.matcher(presented).matches() ? new Token(presented) : new WriteKey(presented);
    }

    /** Nothing at all. */
    record None() implements Credentials {}

    /** A write key as it was presented. */
    record WriteKey(String presented) implements Credentials {
        @Override
        public String toString() {
            return "WriteKey";
        }
    }

    /** A bearer token of an identity provider: a JSON Web Token in compact form. */
    record Token(String compact) implements Credentials {
        private static final Pattern COMPACT = Pattern.compile("eyJ[\\w-]*\\.[\\w-]+\\.[\\w-]*");

        @Override
        public String toString() {
            return "Token";
        }
    }

    /**
     * A client certificate that the TLS layer has verified already.
     *
     * @param fingerprint SHA-256 of its DER form, lower-case hex
     * @param subject distinguished name as RFC 2253 writes it
     * @param names subject alternative names, as {@code dns:…}, {@code uri:…}, {@code email:…} or {@code ip:…}
     */
    record Certificate(String fingerprint, String subject, List<String> names) implements Credentials {}

    /**
     * A signed request; whether it is genuine can be told when its body is there.
     *
     * @param key the name of the key that it is said to be signed with
     * @param timestamp seconds since 1970, by the sender's clock
     * @param nonce makes the signature unlike any other of the key
     * @param mac as it was presented
     * @param head what is signed of the request's head, one line per part
     */
    @SuppressWarnings("ArrayRecordComponent") // compared in constant time, by no one but the verifier
    record Signed(String key, long timestamp, String nonce, byte[] mac, String head) implements Credentials {
        @Override
        public String toString() {
            return "Signed[key=" + key + "]";
        }
    }

    /** Several that contradict each other, or one that cannot be read. */
    record Unreadable(String why) implements Credentials {}
}
