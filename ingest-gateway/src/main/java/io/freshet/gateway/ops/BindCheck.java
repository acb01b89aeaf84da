package io.freshet.gateway.ops;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Refuses an address that others can reach as long as there are no keys to tell them by. */
final class BindCheck {
    private BindCheck() {}

    /** @throws IllegalStateException saying what to do, when the host is not a loopback address and that is not allowed */
    static void check(String property, String host, boolean insecurePublic) {
        if (!insecurePublic && !isLoopback(host)) {
            throw new IllegalStateException(("%s is %s, which others can reach, and there are no keys to tell them by."
                            + " Bind a loopback address such as 127.0.0.1, name a file of keys (freshet.gateway.admission.keys), or set freshet.gateway.insecure-public=true if"
                            + " something in front of the gateway admits senders.")
                    .formatted(property, host));
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
