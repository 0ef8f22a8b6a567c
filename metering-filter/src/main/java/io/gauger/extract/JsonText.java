package io.gauger.extract;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The bytes between the quotes of a JSON string (RFC 8259, section 7). */
final class JsonText {
    private JsonText() {}

    /** The text without escapes, or null if it is not UTF-8. */
    static @Nullable String plain(byte[] raw, int from, int end) {
        if (Lanes.isAscii(raw, from, end)) {
            return new String(raw, from, end - from, StandardCharsets.ISO_8859_1);
        }
        CharBuffer text = decode(raw, from, end);
        return text == null ? null : text.toString();
    }

    /** The unescaped text, or null if it is not UTF-8. Escapes have been checked by the scanner. */
    static @Nullable String unescape(byte[] raw, int length) {
        CharBuffer text = decode(raw, 0, length);
        if (text == null) {
            return null;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\') {
                at = unescape(text, at, plain);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static @Nullable CharBuffer decode(byte[] raw, int from, int end) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return decoder.decode(ByteBuffer.wrap(raw, from, end - from));
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int unescape(CharSequence text, int at, StringBuilder plain) {
        char c = text.charAt(at);
        switch (c) {
            case 'b' -> plain.append('\b');
            case 'f' -> plain.append('\f');
            case 'n' -> plain.append('\n');
            case 'r' -> plain.append('\r');
            case 't' -> plain.append('\t');
            case 'u' -> {
                plain.append((char) HexFormat.fromHexDigits(text, at + 1, at + 5));
                return at + 5;
            }
            default -> plain.append(c);
        }
        return at + 1;
    }
}
