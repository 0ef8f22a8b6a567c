package io.gauger.alert;

import io.gauger.admit.IpRanges;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are on the internet, by the IANA registries of special-purpose addresses (RFC 6890) and what clouds keep
 * for themselves. What is not known to be public is not.
 */
final class PublicAddresses {
    private static final IpRanges NOT_PUBLIC_4 = IpRanges.of(List.of(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by providers; the metadata of one cloud is in it
            "127.0.0.0/8", // loopback
            "168.63.129.16", // a cloud's own service for its machines
            "169.254.0.0/16", // link-local, with the metadata of most clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocols
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/3")); // multicast, reserved, broadcast

    private static final IpRanges PUBLIC_6 = IpRanges.of(List.of("2000::/3"));

    private static final IpRanges NOT_PUBLIC_6 = IpRanges.of(List.of(
            "2001::/23", // protocols: Teredo, ORCHID, benchmarks
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which holds an IPv4 address
            "3fff::/20")); // documentation

    /** IPv4 behind a translator (RFC 6052): what counts is the address in its last 4 bytes. */
    private static final IpRanges TRANSLATED = IpRanges.of(List.of("64:ff9b::/96"));

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        String text = address.getHostAddress();
        if (address instanceof Inet4Address) {
            return !NOT_PUBLIC_4.contains(text);
        }
        if (TRANSLATED.contains(text)) {
            return contains(embedded(address.getAddress()));
        }
        return PUBLIC_6.contains(text) && !NOT_PUBLIC_6.contains(text);
    }

    private static InetAddress embedded(byte[] ipv6) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(ipv6, 12, 16));
        } catch (UnknownHostException e) {
            throw new AssertionError("4 bytes are an address", e);
        }
    }
}
