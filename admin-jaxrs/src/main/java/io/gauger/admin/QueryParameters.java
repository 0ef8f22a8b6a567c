package io.gauger.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one query, strictly checked: what is unknown, given twice or malformed is refused, never ignored.
 * Everything that is wrong is collected first, so that a client sees it all at once: take the values, {@link #reject}
 * those that cannot be used, then {@link #check}.
 */
final class QueryParameters {
    private static final int SHOWN = 64;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Problem.Fault> faults = new ArrayList<>();

    /** Reads a query as it was sent, which may be null, for a resource that knows these parameters. */
    QueryParameters(@Nullable String query, Set<String> known) {
        Set<String> told = new TreeSet<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (!pair.isEmpty()) {
                read(pair, known, told);
            }
        }
    }

    private void read(String pair, Set<String> known, Set<String> told) {
        int equals = pair.indexOf('=');
        String rawName = equals < 0 ? pair : pair.substring(0, equals);
        String name = PercentCoding.decode(rawName);
        String value = equals < 0 ? "" : PercentCoding.decode(pair.substring(equals + 1));
        if (name == null) {
            reject(rawName, "is not percent-encoded UTF-8");
        } else if (!known.contains(name)) {
            if (told.add(name)) {
                reject(name, "is unknown; known are: " + (known.isEmpty() ? "none" : sorted(known)));
            }
        } else if (!told.add(name)) {
            if (values.remove(name) != null) {
                reject(name, "is given more than once");
            }
        } else if (value == null) {
            reject(name, "is not percent-encoded UTF-8 without control characters");
        } else {
            values.put(name, value);
        }
    }

    /** The value, which may be empty; null if it is not given or already refused. */
    @Nullable
    String value(String name) {
        return values.get(name);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** What was given and is not refused yet, in this order. */
    Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Refuses a parameter. */
    void reject(String name, String detail) {
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        faults.add(new Problem.Fault(pointer, detail));
    }

    /** Refuses a parameter for its value: {@code must be …, was '…'}. */
    void rejectValue(String name, String expected) {
        String value = values.getOrDefault(name, "");
        String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        reject(name, "must be " + expected + ", was '" + shown + "'");
    }

    /** A whole number; the default if it is not given, or refused. */
    int number(String name, int otherwise, int least, int most) {
        String value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        rejectValue(name, "a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** One of the constants, in lower case; null if it is not given, or refused. */
    <E extends Enum<E>> @Nullable E constant(String name, E[] constants) {
        String value = value(name);
        if (value == null) {
            return null;
        }
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        rejectValue(
                name,
                "one of "
                        + Arrays.stream(constants)
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
        return null;
    }

    /**
     * Ends the call if anything was refused.
     *
     * @throws ProblemException with all of it
     */
    void check() {
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.invalidParameters(faults));
        }
    }

    /** The query of the next page: the same but for the cursor. */
    String withCursor(String cursor) {
        Map<String, String> next = new LinkedHashMap<>(values);
        next.put(Paging.CURSOR, cursor);
        return next.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }
}
