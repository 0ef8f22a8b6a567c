package io.gauger.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants in their one form on the wire (RFC 3339, section 5.6): UTC, milliseconds, {@code Z}. */
final class Timestamps {
    /** What {@link #parse} takes, for messages. */
    static final String EXPECTED =
            "an RFC 3339 timestamp such as 2026-01-31T10:00:00Z (in a query, '+' is written %2B) or a date such as"
                    + " 2026-01-31, which means its first instant in UTC";

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern RFC_3339 = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:\\d{2})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    /** Years that every database and the form on the wire can hold. */
    static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Timestamps() {}

    static String text(Instant instant) {
        return MILLIS.format(instant);
    }

    /**
     * The instant, or null if the text is none. Records have whole milliseconds, so a bound between two of them is
     * moved to the later one: it then parts the same records.
     */
    static @Nullable Instant parse(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return usable(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return RFC_3339.matcher(text).matches()
                    ? usable(OffsetDateTime.parse(text).toInstant())
                    : null;
        } catch (DateTimeException e) {
            return null; // such as the 30th of February
        }
    }

    private static @Nullable Instant usable(Instant exact) {
        Instant whole = exact.truncatedTo(ChronoUnit.MILLIS);
        Instant next = whole.equals(exact) ? whole : whole.plusMillis(1);
        return next.isBefore(FIRST) || next.isAfter(LAST) ? null : next;
    }
}
