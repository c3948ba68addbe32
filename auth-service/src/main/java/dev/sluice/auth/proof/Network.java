package dev.sluice.auth.proof;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where somebody calls from, as far as they cannot change it at will. Of IPv6 a single customer gets up to 48
 * bits, for nothing: with 64 they would have 65,536 networks.
 *
 * @param prefix the first 24 bits of an IPv4 address, the first 48 of an IPv6 address
 */
public record Network(String prefix) {

    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;

    /** The network of an address; whatever is no literal is a network of its own. */
    public static Network of(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            int bytes = parsed instanceof Inet4Address ? IPV4_BYTES : IPV6_BYTES;
            return new Network(HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), bytes)));
        }
        catch (IllegalArgumentException noAddress) {
            return new Network(address);
        }
    }
}
