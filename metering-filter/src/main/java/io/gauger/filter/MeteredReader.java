package io.gauger.filter;

import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * The container's reader, with what is read from it counted in bytes. Only the container knows how it decodes, so its
 * reader is used and the characters are counted as they would be encoded; at the end the declared length is exact.
 */
final class MeteredReader extends FilterReader {
    private final EncodedLength length;
    private final MeteredExchange exchange;
    private final RequestBody body;

    private MeteredReader(Reader reader, EncodedLength length, MeteredExchange exchange) {
        super(reader);
        this.length = length;
        this.exchange = exchange;
        this.body = exchange.requestBody();
    }

    static BufferedReader of(Reader reader, @Nullable String encoding, MeteredExchange exchange) {
        return new BufferedReader(new MeteredReader(reader, EncodedLength.in(encoding), exchange));
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] chars, int offset, int count) throws IOException {
        int read = readFrom(chars, offset, count);
        if (read < 0) {
            body.readToEnd();
        } else {
            body.readAsCharacters(length.of(chars, offset, read));
        }
        return read;
    }

    private int readFrom(char[] chars, int offset, int count) throws IOException {
        try {
            return super.read(chars, offset, count);
        } catch (CharacterCodingException | CharConversionException e) {
            throw e;
        } catch (IOException e) {
            throw exchange.requestCutShort(e);
        }
    }
}
