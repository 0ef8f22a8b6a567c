package io.gauger.extract;

import java.util.zip.CRC32;

/** The members of a gzip file (RFC 1952), one or more; of each the checksum and the length are checked. */
final class GzipEnvelope implements Envelope {
    private static final int TRAILER = 8;

    private final CRC32 crc = new CRC32();
    private GzipHeader header = new GzipHeader();
    private long length;
    private int trailerSeen;
    private long trailer;

    @Override
    public Step header(byte b) {
        return header.next(b);
    }

    @Override
    public byte[] data() {
        return NONE;
    }

    @Override
    public boolean isCommitted() {
        return header.isCommitted();
    }

    @Override
    public void decoded(byte[] bytes, int count) {
        crc.update(bytes, 0, count);
        length += count;
    }

    @Override
    public boolean hasTrailer() {
        return true;
    }

    @Override
    public Step trailer(byte b) {
        trailer |= (b & 0xFFL) << (8 * trailerSeen);
        trailerSeen++;
        if (trailerSeen < TRAILER) {
            return Step.MORE;
        }
        boolean right = trailer == ((length << 32) | crc.getValue());
        restart();
        return right ? Step.DONE : Step.WRONG;
    }

    private void restart() {
        crc.reset();
        header = new GzipHeader();
        length = 0;
        trailerSeen = 0;
        trailer = 0;
    }

    @Override
    public boolean repeats() {
        return true;
    }

    @Override
    public boolean endsAnywhere() {
        return true;
    }
}
