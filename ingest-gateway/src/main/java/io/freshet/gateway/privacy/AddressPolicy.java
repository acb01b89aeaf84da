package io.freshet.gateway.privacy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What of a sender's address may be written anywhere. */
public enum AddressPolicy {
    /** All of it. */
    KEEP,
    /** The network: /24 of an IPv4 address, /48 of an IPv6 address. */
    TRUNCATE,
    /** Nothing. */
    DROP;

    private static final int IPV4_BYTES = 4;
    private static final int IPV4_KEPT = 3;
    private static final int IPV6_KEPT = 6;

    /** What may be written; null for nothing. */
    public @Nullable String apply(InetAddress address) {
        return switch (this) {
            case KEEP -> address.getHostAddress();
            case TRUNCATE -> truncated(address).getHostAddress();
            case DROP -> null;
        };
    }

    private static InetAddress truncated(InetAddress address) {
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, bytes.length == IPV4_BYTES ? IPV4_KEPT : IPV6_KEPT, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of the right length was refused", e);
        }
    }
}
