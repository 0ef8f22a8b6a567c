package io.gauger.admit;

import org.jspecify.annotations.Nullable;

/** A range of addresses of one family. Immutable. */
final class IpRange {
    private final byte[] network;
    private final int bits;

    private IpRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** An address alone, or with the length of its prefix behind a slash; null if it is neither. */
    static @Nullable IpRange parse(String notation) {
        int slash = notation.indexOf('/');
        byte[] network = IpAddress.parse(slash < 0 ? notation : notation.substring(0, slash));
        if (network == null) {
            return null;
        }
        int all = network.length * 8;
        if (slash < 0) {
            return new IpRange(network, all);
        }
        String bits = notation.substring(slash + 1);
        boolean number = bits.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(bits) <= all;
        return number ? new IpRange(network, Integer.parseInt(bits)) : null;
    }

    /** 192.0.2.7/24 may mean one address or 256: whoever writes it shall say which. */
    @Nullable
    String complaint() {
        for (int bit = bits; bit < network.length * 8; bit++) {
            if (((network[bit / 8] >> (7 - bit % 8)) & 1) != 0) {
                return "has bits behind its prefix of " + bits + "; leave the prefix out for a single address";
            }
        }
        return null;
    }

    boolean contains(byte[] address) {
        if (network.length != address.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (network[i] != address[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((network[whole] ^ address[whole]) & 0xFF) >> (8 - rest) == 0;
    }
}
