package io.gauger.record;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids of records: UUIDv7 (RFC 9562, section 5.7) with a millisecond timestamp and 74 random bits. The random
 * source is secure, so that ids neither collide over nodes nor can be guessed. It is asked for many ids at once, since
 * to ask costs more than all the rest of a record. Safe for concurrent use.
 */
public final class RecordId {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** A power of two. Threads take from different blocks, as far as there are enough, so as not to wait for each other. */
    private static final int BLOCKS = 4;

    private final SecureBytes random = new SecureBytes(Block.BYTES);
    private final AtomicReferenceArray<@Nullable Block> blocks = new AtomicReferenceArray<>(BLOCKS);

    /** A new id for the instant, in milliseconds since the epoch. */
    public UUID next(long epochMilli) {
        int place = (int) Thread.currentThread().getId() & (BLOCKS - 1);
        while (true) {
            Block block = blocks.get(place);
            int at = block == null ? -1 : block.take();
            if (block != null && at >= 0) {
                return id(epochMilli, block.random.getShort(at), block.random.getLong(at + Short.BYTES));
            }
            // if another thread was faster its block is as good
            blocks.compareAndSet(place, block, new Block(random));
        }
    }

    private static UUID id(long epochMilli, long some, long more) {
        return new UUID((epochMilli << 16) | VERSION_7 | (some & 0x0FFFL), VARIANT | (more & 0x3FFF_FFFF_FFFF_FFFFL));
    }

    /** Random bytes of which each is handed out once. */
    private static final class Block {
        private static final int IDS = 128;

        private static final int EACH = Short.BYTES + Long.BYTES;

        private static final int BYTES = IDS * EACH;

        private final ByteBuffer random;
        private final AtomicInteger taken = new AtomicInteger();

        Block(SecureBytes source) {
            random = ByteBuffer.wrap(source.next());
        }

        /** Where the bytes are that nobody else gets; -1 if there are none left. */
        int take() {
            // behind the end it counts on, but only until those who meet here see the next block
            int place = taken.getAndIncrement();
            return place < IDS ? place * EACH : -1;
        }
    }
}
