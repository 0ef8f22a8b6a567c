package io.gauger.admit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PresentedKeyTest {
    private static final PresentedKey NONE = new PresentedKey(null, false);
    private static final PresentedKey CONFLICT = new PresentedKey(null, true);

    @Example
    void aKeyIsFoundWhereverItIsShown() {
        for (String shown : List.of(
                "Authorization: Bearer gk_a",
                "authorization: bEARER   gk_a ",
                "X-API-Key: gk_a",
                "x-goog-api-key: gk_a",
                "?api_key=gk_a",
                "?x=1&api_key=gk%5Fa&y",
                "?api%5Fkey=gk_a")) {
            assertThat(shown(shown)).as(shown).isEqualTo(key("gk_a"));
        }
    }

    @Example
    void whatIsNotOursIsNotLookedAt() {
        for (String shown : List.of(
                "Authorization: Bearer sk-1",
                "Authorization: Basic gk_a",
                "Authorization: gk_a",
                "Authorization:",
                "X-API-Key:",
                "X-API-Key: GK_a",
                "X-API-Key: a, gk_a",
                "?api_key",
                "?api_key=",
                "?my_api_key=gk_a",
                "?API_KEY=gk_a",
                "?x=api_key=gk_a",
                "?%=%&%zz=gk_a")) {
            assertThat(shown(shown)).as(shown).isEqualTo(NONE);
        }
    }

    @Example
    void theSameKeyMayBeShownTwiceAndTwoKeysNot() {
        assertThat(shown("X-API-Key: gk_a", "X-API-Key: gk_a", "?api_key=gk_a", "Authorization: Bearer sk-1"))
                .isEqualTo(key("gk_a"));
        assertThat(shown("X-API-Key: gk_a", "X-API-Key: gk_b")).isEqualTo(CONFLICT);
        assertThat(shown("?api_key=gk_a&api_key=gk_b")).isEqualTo(CONFLICT);
        assertThat(shown("X-API-Key: gk_a", "Authorization: Bearer gk_b", "?api_key=gk_a"))
                .isEqualTo(CONFLICT);
    }

    /** A list in one field, or what cannot be decoded, is a key that nobody knows: refused, and not anonymous. */
    @Example
    void whatBeginsLikeAKeyIsOne() {
        assertThat(shown("X-API-Key: gk_a, gk_b")).isEqualTo(key("gk_a, gk_b"));
        assertThat(shown("?api_key=gk_a%")).isEqualTo(key("gk_a%"));
        assertThat(shown("?api_key=gk_a;b=c")).isEqualTo(key("gk_a;b=c"));
        assertThat(shown("X-API-Key: gk_" + "x".repeat(64 * 1024)).secret()).hasSize(3 + 64 * 1024);
    }

    @Property
    void aKeyIsFoundInAnyQueryThatShowsItOnce(@ForAll String before, @ForAll String secret) {
        String key = "gk_" + secret.strip();
        String query = "?x=" + URLEncoder.encode(before, StandardCharsets.UTF_8) + "&api_key="
                + URLEncoder.encode(key, StandardCharsets.UTF_8);
        String decoded = new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(shown(query)).isEqualTo(key(decoded));
    }

    @Property
    void noRequestMakesItThrow(@ForAll String authorization, @ForAll String apiKey, @ForAll String query) {
        PresentedKey shown = shown("Authorization:" + authorization, "X-API-Key:" + apiKey, "?" + query);
        assertThat(shown.conflicting() && shown.secret() != null).isFalse();
    }

    private static PresentedKey key(String secret) {
        return new PresentedKey(secret, false);
    }

    /** A request with these header fields, and the query that begins with a question mark. */
    private static PresentedKey shown(String... parts) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                PresentedKeyTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" ->
                        fields((String) arguments[0], parts).stream()
                                .findFirst()
                                .orElse(null);
                    case "getHeaders" -> Collections.enumeration(fields((String) arguments[0], parts));
                    case "getQueryString" ->
                        Stream.of(parts)
                                .filter(part -> part.startsWith("?"))
                                .map(part -> part.substring(1))
                                .findFirst()
                                .orElse(null);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return PresentedKey.of(request);
    }

    private static List<String> fields(String name, String... parts) {
        List<String> values = new ArrayList<>();
        for (String part : parts) {
            int colon = part.indexOf(':');
            if (!part.startsWith("?")
                    && part.substring(0, colon).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                values.add(part.substring(colon + 1).strip());
            }
        }
        return values;
    }
}
