package io.gauger.sample;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The number that a path ends in. */
final class PathNumber {
    private PathNumber() {}

    /**
     * Reads {@code /123}. Empty if the path is absent, anything but one slash and one to ten decimal digits, or out of
     * range.
     */
    static OptionalLong of(@Nullable String pathInfo, long min, long max) {
        if (pathInfo == null || !pathInfo.matches("/[0-9]{1,10}")) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(pathInfo.substring(1));
        return min <= number && number <= max ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
