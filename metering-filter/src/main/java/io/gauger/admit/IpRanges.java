package io.gauger.admit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranges of IPv4 and IPv6 addresses in CIDR notation (RFC 4632, RFC 4291). Immutable. */
public final class IpRanges {
    /** Every address. */
    public static final IpRanges ALL = new IpRanges(List.of());

    private final List<IpRange> ranges;

    private IpRanges(List<IpRange> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * The addresses that are in any of these ranges; all addresses if there is no range.
     *
     * @throws IllegalArgumentException if one of them has a {@link #complaint}
     */
    public static IpRanges of(List<String> notations) {
        if (notations.isEmpty()) {
            return ALL;
        }
        List<IpRange> ranges = new ArrayList<>();
        for (String notation : notations) {
            String complaint = complaint(notation);
            if (complaint != null) {
                throw new IllegalArgumentException("'" + notation + "' " + complaint);
            }
            IpRange range = IpRange.parse(notation);
            if (range != null) {
                ranges.add(range);
            }
        }
        return new IpRanges(ranges);
    }

    /** What is wrong with a range; null if nothing is. */
    public static @Nullable String complaint(String notation) {
        IpRange range = IpRange.parse(notation);
        return range == null
                ? "is no IPv4 or IPv6 address, nor a range of them such as 192.0.2.0/24 or 2001:db8::/32"
                : range.complaint();
    }

    /** Whether the address is in one of them; a text that is none is not. */
    public boolean contains(@Nullable String address) {
        if (ranges.isEmpty()) {
            return true;
        }
        byte[] bytes = address == null ? null : IpAddress.parse(address);
        if (bytes != null) {
            for (IpRange range : ranges) {
                if (range.contains(bytes)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean isAll() {
        return ranges.isEmpty();
    }
}
