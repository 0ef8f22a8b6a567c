package io.gauger.filter;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/**
 * The container's reader, with what is read from it counted in bytes. Only the container knows how it decodes, so its
 * reader is used and the characters are counted as they would be encoded; at the end the declared length is exact.
 */
final class MeteredReader extends FilterReader {
    private final EncodedLength length;
    private final RequestBody body;

    private MeteredReader(Reader reader, EncodedLength length, RequestBody body) {
        super(reader);
        this.length = length;
        this.body = body;
    }

    static BufferedReader of(Reader reader, @Nullable String encoding, RequestBody body) {
        return new BufferedReader(new MeteredReader(reader, new EncodedLength(charset(encoding)), body));
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] chars, int offset, int count) throws IOException {
        int read = super.read(chars, offset, count);
        if (read < 0) {
            body.readToEnd();
        } else {
            body.read(length.of(chars, offset, read));
        }
        return read;
    }

    /** Servlet 6.0, section 3.12: without an encoding the container reads ISO-8859-1. */
    private static Charset charset(@Nullable String encoding) {
        try {
            return encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}
