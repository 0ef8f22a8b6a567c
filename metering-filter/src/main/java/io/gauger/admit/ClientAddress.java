package io.gauger.admit;

import io.gauger.settings.SettingException;
import io.gauger.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from. What a peer says in {@code Forwarded} or {@code X-Forwarded-For} counts only if it is one
 * of the proxies in {@code gauger.trusted-proxies}, and only the field that these proxies write: the other one is passed
 * on by them as the client sent it. Immutable.
 */
public final class ClientAddress {
    private static final String PROXIES = "gauger.trusted-proxies";
    private static final String FIELD = "gauger.forwarded-field";
    private static final String FORWARDED = "Forwarded";
    private static final String X_FORWARDED_FOR = "X-Forwarded-For";

    /** More hops than any chain of proxies has. */
    private static final int MOST_HOPS = 32;

    private final IpRanges proxies;
    private final String field;

    /**
     * As the settings say.
     *
     * @throws SettingException if they cannot be used
     */
    public ClientAddress(Settings settings) {
        String text = settings.text(PROXIES);
        try {
            List<String> ranges = text == null ? List.of() : Arrays.asList(text.split("[,\\s]+"));
            proxies = IpRanges.of(ranges);
        } catch (IllegalArgumentException e) {
            throw new SettingException(PROXIES + " holds addresses or ranges between commas: " + e.getMessage());
        }
        field = settings.text(FIELD, X_FORWARDED_FOR);
        if (!field.equalsIgnoreCase(FORWARDED) && !field.equalsIgnoreCase(X_FORWARDED_FOR)) {
            throw new SettingException(
                    FIELD + " must be " + X_FORWARDED_FOR + " or " + FORWARDED + ", was '" + field + "'");
        }
    }

    /** The address of the client; null if the container does not tell. */
    public @Nullable String of(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        if (proxies.isAll() || !proxies.contains(peer)) {
            return peer;
        }
        List<String> hops = hops(Collections.list(request.getHeaders(field)));
        String client = peer;
        for (int i = hops.size() - 1; i >= 0; i--) {
            // each proxy adds whom it heard; what is before the first one that we do not trust may be invented
            if (IpAddress.parse(hops.get(i)) == null) {
                return client;
            }
            client = hops.get(i);
            if (!proxies.contains(client)) {
                return client;
            }
        }
        return client;
    }

    private List<String> hops(List<String> values) {
        List<String> hops = new ArrayList<>();
        for (String value : values) {
            for (String element : value.split(",", -1)) {
                hops.add(field.equalsIgnoreCase(FORWARDED) ? forwardedFor(element) : withoutPort(element.strip()));
            }
        }
        return hops.subList(Math.max(0, hops.size() - MOST_HOPS), hops.size());
    }

    /** RFC 7239, section 4; what is no address, such as {@code unknown}, ends the chain. */
    private static String forwardedFor(String element) {
        for (String pair : element.split(";", -1)) {
            String stripped = pair.strip();
            if (stripped.regionMatches(true, 0, "for=", 0, 4)) {
                return withoutPort(stripped.substring(4).replace("\"", "").strip());
            }
        }
        return "";
    }

    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? "" : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }
}
