package io.gauger.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes bytes at random, in the ways that parsers stumble over. */
final class Mutation {
    private static final byte[] INTERESTING =
            "\"\"\\\\{}[],:-+.eE0123456789 \n\r\t\0du/tfn\u007F\u0080\u00BF\u00C0\u00EF\u00FF".getBytes(ISO_8859_1);
    private static final String[] PARTS = {
        "\\u",
        "\\uD83D",
        "\u00EF\u00BB\u00BF",
        "data: ",
        "data",
        "\r\n\r\n",
        "\n\n",
        ": c\n",
        "[DONE]",
        "{\"a\":",
        "null",
        "\"usage\":{\"total_tokens\":",
        "\"model\":\"x\",",
        "1e9999999999",
        "\\\\\"",
        "[[[[",
        "]]]]",
        "}}}}"
    };

    private Mutation() {}

    /** Some changes of it; the other one is what parts are taken from. */
    static byte[] of(byte[] seed, byte[] other, SplittableRandom random) {
        byte[] bytes = seed;
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = once(bytes, other, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, byte[] other, SplittableRandom random) {
        int at = random.nextInt(bytes.length + 1);
        int length = random.nextInt(Math.min(bytes.length - at, random.nextBoolean() ? 4 : 64) + 1);
        return switch (random.nextInt(8)) {
            case 0 -> replaced(bytes, at, Math.min(1, bytes.length - at), new byte[] {(byte) random.nextInt(256)});
            case 1 -> flipped(bytes, at, random.nextInt(8));
            case 2 -> replaced(bytes, at, Math.min(1, bytes.length - at), interesting(random));
            case 3 -> replaced(bytes, at, 0, interesting(random));
            case 4 -> replaced(bytes, at, length, new byte[0]);
            case 5 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 6 -> replaced(bytes, at, random.nextBoolean() ? length : 0, part(other, random));
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : replaced(bytes, at, 0, part(random));
        };
    }

    private static byte[] interesting(SplittableRandom random) {
        return new byte[] {INTERESTING[random.nextInt(INTERESTING.length)]};
    }

    private static byte[] part(SplittableRandom random) {
        return PARTS[random.nextInt(PARTS.length)].getBytes(ISO_8859_1);
    }

    private static byte[] part(byte[] other, SplittableRandom random) {
        int from = random.nextInt(other.length + 1);
        return Arrays.copyOfRange(other, from, from + random.nextInt(Math.min(other.length - from, 100) + 1));
    }

    private static byte[] flipped(byte[] bytes, int at, int bit) {
        byte[] flipped = bytes.clone();
        if (at < bytes.length) {
            flipped[at] ^= (byte) (1 << bit);
        }
        return flipped;
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        byte[] replaced = Arrays.copyOf(bytes, bytes.length - length + by.length);
        System.arraycopy(by, 0, replaced, at, by.length);
        System.arraycopy(bytes, at + length, replaced, at + by.length, bytes.length - at - length);
        return replaced;
    }
}
