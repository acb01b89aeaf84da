package io.freshet.gateway.door;

import io.freshet.gateway.admission.Credentials;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Freshet-Signature: v1 key=till-4, t=1763633730, nonce=4f7c…, mac=9b1e…}, in this order. */
final class SignatureHeader {
    static final String NAME = "Freshet-Signature";

    private static final Pattern VALUE = Pattern.compile("v1 key=([a-z0-9][a-z0-9._-]{0,62}), ?t=([0-9]{1,12}), ?"
            + "nonce=([A-Za-z0-9_-]{8,64}), ?mac=([0-9a-f]{64})");
    private static final int KEY = 1;
    private static final int TIMESTAMP = 2;
    private static final int NONCE = 3;
    private static final int MAC = 4;

    private SignatureHeader() {}

    /** @param target path and query exactly as in the request line */
    static Credentials parse(String value, String method, String target) {
        Matcher matcher = VALUE.matcher(value);
        return matcher.matches()
                ? new Credentials.Signed(
                        matcher.group(KEY),
                        Long.parseLong(matcher.group(TIMESTAMP)),
                        matcher.group(NONCE),
                        HexFormat.of().parseHex(matcher.group(MAC)),
                        method + '\n' + target)
                : new Credentials.Unreadable(
                        "Freshet-Signature is not 'v1 key=…, t=…, nonce=…, mac=…' in this order and form.");
    }
}
