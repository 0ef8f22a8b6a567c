package io.gauger.admit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses; asks no name server, whatever is in the text. */
final class IpAddress {
    private static final int LONGEST = 64;

    /** What the JDK takes for an IPv6 literal or refuses; it looks no name up that begins so and has a colon. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*");

    private IpAddress() {}

    /**
     * The 4 or 16 bytes of an address; null if the text is none. An IPv4 address that is mapped into IPv6 is the IPv4
     * address; a zone, as containers tell it of local peers, is left out.
     */
    static byte @Nullable [] parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        if (text.indexOf(':') < 0) {
            return ipv4(text);
        }
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.indexOf(':') < 0 || !IPV6.matcher(address).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Four decimals without leading zeros, which some take for octal numbers. */
    private static byte @Nullable [] ipv4(String text) {
        byte[] bytes = new byte[4];
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            int dot = text.indexOf('.', start);
            boolean isLast = i == bytes.length - 1;
            int value = (dot < 0) == isLast ? decimal(text, start, isLast ? text.length() : dot) : -1;
            if (value < 0) {
                return null;
            }
            bytes[i] = (byte) value;
            start = dot + 1;
        }
        return bytes;
    }

    /** What stands there, from 0 to 255; -1 if it is anything else. */
    private static int decimal(String text, int start, int end) {
        boolean tooLong = end - start > 3;
        if (start == end || tooLong || (end - start > 1 && text.charAt(start) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + digit - '0';
        }
        return value > 255 ? -1 : value;
    }
}
