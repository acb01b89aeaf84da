package io.freshet.gateway.door;

import java.net.InetAddress;
import java.util.List;

/** Networks in CIDR notation, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; an address alone is a network of one. Immutable. */
public final class Networks {
    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    /** @throws IllegalArgumentException naming what is no network */
    public static Networks of(List<String> texts) {
        return new Networks(texts.stream().map(Network::parse).toList());
    }

    boolean isEmpty() {
        return networks.isEmpty();
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return networks.stream().anyMatch(n -> n.contains(bytes));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Network(byte[] bytes, int prefix) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            InetAddress address = IpLiteral.parse((slash < 0 ? text : text.substring(0, slash)).strip());
            if (address == null) {
                throw new IllegalArgumentException("'%s' is no network such as 10.0.0.0/8".formatted(text));
            }
            int bits = address.getAddress().length * Byte.SIZE;
            return new Network(address.getAddress(), slash < 0 ? bits : prefix(text, slash, bits));
        }

        private static int prefix(String text, int slash, int bits) {
            String digits = text.substring(slash + 1).strip();
            if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > bits) {
                throw new IllegalArgumentException("'%s' is no network such as 10.0.0.0/8".formatted(text));
            }
            return Integer.parseInt(digits);
        }

        boolean contains(byte[] other) {
            if (other.length != bytes.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
                int mask = prefix - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - (prefix - bit));
                if (((bytes[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
