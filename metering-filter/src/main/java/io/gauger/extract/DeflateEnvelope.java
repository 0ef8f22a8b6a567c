package io.gauger.extract;

import java.util.zip.Adler32;

/**
 * What the coding {@code deflate} puts around the data: the zlib format (RFC 1950), or nothing at all, as some servers
 * send and all browsers take. Two bytes tell: those of zlib are a multiple of 31 and name the method 8, with which data
 * by itself does not begin unless it is a stored block behind a padding that no encoder writes.
 */
final class DeflateEnvelope implements Envelope {
    private static final int METHOD = 8;
    private static final int LARGEST_WINDOW = 7;
    private static final int DICTIONARY = 0x20;
    private static final int TRAILER = 4;

    private final Adler32 adler = new Adler32();
    private final byte[] first = new byte[2];
    private int seen;
    private boolean bare;
    private int trailerSeen;
    private long trailer;

    @Override
    public Step header(byte b) {
        first[seen++] = b;
        if (seen < first.length) {
            return Step.MORE;
        }
        bare = (first[0] & 0x0F) != METHOD
                || (first[0] & 0xF0) >> 4 > LARGEST_WINDOW
                || (((first[0] & 0xFF) << 8) | (first[1] & 0xFF)) % 31 != 0;
        return !bare && (first[1] & DICTIONARY) != 0 ? Step.WRONG : Step.DONE;
    }

    @Override
    public byte[] data() {
        return bare ? first : NONE;
    }

    @Override
    public boolean isCommitted() {
        return true;
    }

    @Override
    public void decoded(byte[] bytes, int count) {
        if (!bare) {
            adler.update(bytes, 0, count);
        }
    }

    @Override
    public boolean hasTrailer() {
        return !bare;
    }

    @Override
    public Step trailer(byte b) {
        trailer = (trailer << 8) | (b & 0xFF);
        trailerSeen++;
        if (trailerSeen < TRAILER) {
            return Step.MORE;
        }
        return trailer == adler.getValue() ? Step.DONE : Step.WRONG;
    }

    @Override
    public boolean repeats() {
        return false;
    }

    /** Where no checksum confirms what was read, its end at least must be that of the body. */
    @Override
    public boolean endsAnywhere() {
        return !bare;
    }
}
