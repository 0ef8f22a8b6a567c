package io.gauger.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What the JDK makes of plain bytes, in each form that is read. */
enum Coded {
    GZIP("gzip") {
        @Override
        byte[] of(byte[] plain) {
            return through(plain, GZIPOutputStream::new);
        }
    },
    GZIP_IN_THREE_MEMBERS("gzip") {
        @Override
        byte[] of(byte[] plain) {
            int third = plain.length / 3;
            return join(
                    GZIP.of(slice(plain, 0, third)),
                    GZIP.of(new byte[0]),
                    GZIP.of(slice(plain, third, plain.length)),
                    new byte[] {0, 0, 0x1F, (byte) 0x8B, 'x'});
        }
    },
    GZIP_WITH_EVERY_FIELD("x-gzip") {
        @Override
        byte[] of(byte[] plain) {
            byte[] header = {
                0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3, 5, 0, 'e', 'x', 0, 't', 'r', 'n', 0, 'c', 'o', 0
            };
            CRC32 crc = new CRC32();
            crc.update(header);
            byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
            byte[] gzip = GZIP.of(plain);
            return join(header, checksum, slice(gzip, 10, gzip.length));
        }
    },
    ZLIB("deflate") {
        @Override
        byte[] of(byte[] plain) {
            return through(plain, DeflaterOutputStream::new);
        }
    },
    BARE("deflate") {
        @Override
        byte[] of(byte[] plain) {
            return through(plain, out -> new DeflaterOutputStream(out, new Deflater(9, true)));
        }
    },
    STORED("deflate") {
        @Override
        byte[] of(byte[] plain) {
            return through(plain, out -> new DeflaterOutputStream(out, new Deflater(0, true)));
        }
    },
    TWICE("Deflate ,, identity,GZIP") {
        @Override
        byte[] of(byte[] plain) {
            return GZIP.of(ZLIB.of(plain));
        }
    };

    private final String contentEncoding;

    Coded(String contentEncoding) {
        this.contentEncoding = contentEncoding;
    }

    String contentEncoding() {
        return contentEncoding;
    }

    abstract byte[] of(byte[] plain);

    private interface Compressing {
        OutputStream into(OutputStream out) throws IOException;
    }

    private static byte[] through(byte[] plain, Compressing compressing) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = compressing.into(coded)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return coded.toByteArray();
    }

    static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
