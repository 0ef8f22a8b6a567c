package io.gauger.filter;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** How many bytes characters become in a charset, over any number of calls; a split surrogate pair is kept whole. */
final class EncodedLength {
    /** Where the bytes go; the array is reused. */
    interface Bytes {
        void take(byte[] bytes, int offset, int length);
    }

    private static final Bytes NOWHERE = (bytes, offset, length) -> {};

    private final CharsetEncoder encoder;
    private final ByteBuffer encoded = ByteBuffer.allocate(1024);
    private final CharBuffer pair = CharBuffer.allocate(2);
    private boolean half;

    EncodedLength(Charset charset) {
        encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    long of(char[] chars, int offset, int count) {
        return of(chars, offset, count, NOWHERE);
    }

    long of(char[] chars, int offset, int count, Bytes target) {
        long length = 0;
        int at = offset;
        int end = offset + count;
        if (half && at < end) {
            pair.put(1, chars[at]);
            pair.clear();
            half = false;
            if (Character.isLowSurrogate(chars[at])) {
                at++;
            } else {
                pair.limit(1);
            }
            length += encode(pair, pair.limit() == 1, target);
        }
        if (at < end && Character.isHighSurrogate(chars[end - 1])) {
            pair.put(0, chars[end - 1]);
            half = true;
            end--;
        }
        return length + encode(CharBuffer.wrap(chars, at, end - at), false, target);
    }

    private long encode(CharBuffer chars, boolean last, Bytes target) {
        long length = 0;
        CoderResult result;
        do {
            encoded.clear();
            result = encoder.encode(chars, encoded, last);
            length += encoded.position();
            target.take(encoded.array(), 0, encoded.position());
        } while (result.isOverflow());
        if (last) {
            encoder.reset();
        }
        return length;
    }
}
