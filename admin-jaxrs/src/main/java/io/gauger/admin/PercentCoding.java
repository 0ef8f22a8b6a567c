package io.gauger.admin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decodes names and values of a query as HTML forms write them ({@code application/x-www-form-urlencoded}), strictly. */
final class PercentCoding {
    private PercentCoding() {}

    /**
     * The text; null if an escape is malformed, if the bytes are not UTF-8, or if there is a control character, which
     * no value of ours has and some databases refuse.
     */
    static @Nullable String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                boolean complete = i + 2 < encoded.length();
                int high = complete ? hex(encoded.charAt(i + 1)) : -1;
                int low = complete ? hex(encoded.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else if (c > 0x7E) {
                return null; // RFC 3986, section 2.1: such characters are escaped
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? null : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
