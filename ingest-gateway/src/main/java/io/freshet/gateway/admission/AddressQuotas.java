package io.freshet.gateway.admission;

import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The quotas of addresses: of an IPv6 address its /64 network, for that is what one household or machine gets. Of more addresses
 * than there is room for, those that were silent longest are forgotten, and begin anew; the quotas of the key itself stand. Any thread.
 */
final class AddressQuotas {
    private static final int IPV6_NETWORK = 8;

    private final TimeMeter clock;
    private final Map<Address, Quotas> byAddress;

    /** @param bound how many addresses are remembered */
    AddressQuotas(int bound, TimeMeter clock) {
        this.clock = clock;
        this.byAddress = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Address, Quotas> eldest) {
                return size() > bound;
            }
        };
    }

    Quotas of(String caller, QuotaLimits limits, InetAddress address) {
        Address key = new Address(caller, Network.of(address));
        synchronized (byAddress) {
            Quotas known = byAddress.get(key);
            if (known == null || !known.limits().equals(limits)) {
                known = new Quotas("address-", limits, clock);
                byAddress.put(key, known);
            }
            return known;
        }
    }

    int size() {
        synchronized (byAddress) {
            return byAddress.size();
        }
    }

    private record Address(String caller, Network network) {}

    private record Network(long bits, boolean wide) {
        static Network of(InetAddress address) {
            byte[] bytes = address.getAddress();
            long bits = 0;
            for (byte each : Arrays.copyOf(bytes, Math.min(bytes.length, IPV6_NETWORK))) {
                bits = (bits << Byte.SIZE) | (each & 0xff);
            }
            return new Network(bits, bytes.length > IPV6_NETWORK);
        }
    }
}
