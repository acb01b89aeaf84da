package io.freshet.gateway.door;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose address a request comes from. {@code X-Forwarded-For} is believed from right to left for as long as whoever added an entry is
 * a proxy that is trusted; anyone else could have written what is left of it.
 */
final class ClientAddress {
    private ClientAddress() {}

    /**
     * @param remote the other end of the connection
     * @param forwardedFor the values of all {@code X-Forwarded-For} headers in their order
     */
    static InetAddress of(InetAddress remote, List<String> forwardedFor, Networks trusted) {
        if (trusted.isEmpty() || !trusted.contains(remote)) {
            return remote;
        }
        List<String> hops = new ArrayList<>();
        forwardedFor.forEach(value -> hops.addAll(List.of(value.split(",", -1))));
        InetAddress last = remote;
        for (int i = hops.size() - 1; i >= 0 && trusted.contains(last); i--) {
            InetAddress hop = IpLiteral.parseWithPort(hops.get(i).strip());
            if (hop == null) {
                break;
            }
            last = hop;
        }
        return last;
    }
}
