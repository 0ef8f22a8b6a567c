package io.gauger.extract;

import io.gauger.extract.Envelope.Step;
import java.util.zip.CRC32;

/** The header of one gzip member (RFC 1952, section 2.3), with optional fields of any length. */
final class GzipHeader {
    private static final int MAGIC = 3;
    private static final int FLAGS = 3;
    private static final int FIXED = 10;
    private static final int RESERVED = 0xE0;

    /** What comes in this order, with its bit in the flags; the length of the extra field has none of its own. */
    private static final int EXTRA_LENGTH = 4;

    private static final int EXTRA = 1;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int CHECKSUM = 2;

    private final CRC32 crc = new CRC32();
    private int seen;

    /** The optional fields still to come, the one that is read included. */
    private int fields;

    /** The bytes that the number or the extra field under way still has, and the number so far. */
    private int left = 2;

    private int number;

    /** Whether it began as only a header begins. */
    boolean isCommitted() {
        return seen >= MAGIC;
    }

    Step next(byte b) {
        if (seen < FIXED) {
            if (!isRight(b)) {
                return Step.WRONG;
            }
            if (seen == FLAGS) {
                fields = b & (EXTRA_LENGTH | NAME | COMMENT | CHECKSUM);
            }
            seen++;
            crc.update(b);
            return seen == FIXED && fields == 0 ? Step.DONE : Step.MORE;
        }
        return optional(b);
    }

    private boolean isRight(byte b) {
        return switch (seen) {
            case 0 -> b == 0x1F;
            case 1 -> b == (byte) 0x8B;
            case 2 -> b == 8;
            case FLAGS -> (b & RESERVED) == 0;
            default -> true;
        };
    }

    private Step optional(byte b) {
        if ((fields & EXTRA_LENGTH) != 0) {
            if (inNumber(b)) {
                fields ^= EXTRA_LENGTH;
                fields |= number > 0 ? EXTRA : 0;
                left = number > 0 ? number : 2;
                number = 0;
            }
        } else if ((fields & EXTRA) != 0) {
            if (--left == 0) {
                fields ^= EXTRA;
                left = 2;
            }
        } else if ((fields & (NAME | COMMENT)) != 0) {
            if (b == 0) {
                fields ^= (fields & NAME) != 0 ? NAME : COMMENT;
            }
        } else if (inNumber(b)) {
            return number == (crc.getValue() & 0xFFFF) ? Step.DONE : Step.WRONG;
        } else {
            return Step.MORE;
        }
        crc.update(b);
        return fields == 0 ? Step.DONE : Step.MORE;
    }

    /** Two bytes, the lower one first; true with the last of them. */
    private boolean inNumber(byte b) {
        left--;
        number |= (b & 0xFF) << (left == 1 ? 0 : 8);
        return left == 0;
    }
}
