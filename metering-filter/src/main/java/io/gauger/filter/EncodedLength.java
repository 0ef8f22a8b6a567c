package io.gauger.filter;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/** How many bytes characters become in a charset, over any number of calls; a split surrogate pair is kept whole. */
final class EncodedLength {
    /** Where the bytes go; the array is reused. */
    interface Bytes {
        void take(byte[] bytes, int offset, int length);
    }

    private static final Bytes NOWHERE = (bytes, offset, length) -> {};

    private final CharsetEncoder encoder;
    private final ByteBuffer encoded = ByteBuffer.allocate(1024);

    /** Behind a high half the character that follows it, which says what becomes of it. */
    private final CharBuffer pair = CharBuffer.allocate(2);

    private boolean half;

    EncodedLength(Charset charset) {
        encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /**
     * In the charset of this name, or in ISO-8859-1, which is what Servlet 6.0 (section 3.12) makes of a missing one. The
     * name may come from a client: one that is unknown, or that only a decoder exists for, is as good as missing.
     */
    static EncodedLength in(@Nullable String charset) {
        try {
            Charset named = charset == null ? StandardCharsets.ISO_8859_1 : Charset.forName(charset);
            return new EncodedLength(named.canEncode() ? named : StandardCharsets.ISO_8859_1);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return new EncodedLength(StandardCharsets.ISO_8859_1);
        }
    }

    boolean isUtf8() {
        return encoder.charset().equals(StandardCharsets.UTF_8);
    }

    long of(char[] chars, int offset, int count) {
        return of(chars, offset, count, NOWHERE);
    }

    long of(char[] chars, int offset, int count, Bytes target) {
        long length = 0;
        int at = offset;
        int end = offset + count;
        while (half && at < end) {
            pair.clear().put(1, chars[at]);
            at++;
            length += encode(pair, target);
            keepHalf(pair);
        }
        CharBuffer rest = CharBuffer.wrap(chars, at, end - at);
        length += encode(rest, target);
        if (at < end) {
            keepHalf(rest);
        }
        return length;
    }

    /** The encoder leaves a high half at the end, since it does not know yet what follows. */
    private void keepHalf(CharBuffer chars) {
        half = chars.hasRemaining();
        if (half) {
            pair.put(0, chars.get());
        }
    }

    private long encode(CharBuffer chars, Bytes target) {
        long length = 0;
        CoderResult result;
        do {
            encoded.clear();
            result = encoder.encode(chars, encoded, false);
            length += encoded.position();
            target.take(encoded.array(), 0, encoded.position());
        } while (result.isOverflow());
        return length;
    }
}
