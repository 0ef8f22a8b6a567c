package io.gauger.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However it is split, a part ends at the bracket at which it ends when it is read byte by byte. */
class SkippedPartPropertyTest {

    @Property(tries = 3000)
    void aPartEndsWhereItsBracketsAreBalanced(@ForAll("bytes") byte[] bytes, @ForAll Random random) {
        check(bytes, random);
    }

    @Property(tries = 1000)
    void aPartOfLongTextsEndsWhereItsBracketsAreBalanced(@ForAll("longTexts") byte[] bytes, @ForAll Random random) {
        check(bytes, random);
    }

    private static void check(byte[] bytes, Random random) {
        SkippedPart part = new SkippedPart();
        part.begin();
        int longest = 1 + random.nextInt(random.nextBoolean() ? 30 : 9000);
        int at = 0;
        while (at < bytes.length && !part.isOver()) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(longest));
            int margin = random.nextInt(9);
            byte[] slice = new byte[length + 2 * margin];
            random.nextBytes(slice);
            System.arraycopy(bytes, at, slice, margin, length);
            at += part.skip(slice, margin, margin + length) - margin;
        }
        assertThat(at).isEqualTo(end(bytes));
        assertThat(part.isOver()).isEqualTo(at < bytes.length);
    }

    private static int end(byte[] bytes) {
        int depth = 1;
        boolean inString = false;
        boolean escaped = false;
        for (int at = 0; at < bytes.length; at++) {
            boolean plain = !escaped;
            escaped = plain && bytes[at] == '\\';
            switch (bytes[at]) {
                case '"' -> inString ^= plain;
                case '{', '[' -> depth += inString ? 0 : 1;
                case '}', ']' -> depth -= inString ? 0 : 1;
                default -> {}
            }
            if (depth == 0) {
                return at;
            }
        }
        return bytes.length;
    }

    /** Of some kinds many, so that parts are long, and of each kind some, so that everything meets. */
    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.randomValue(random -> {
            String[] mixes = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaa \"\"{[}]\\é~|_^\u007F\u00A2",
                "{{{[[[[}]a\"\"\\",
                "\\\\\\\\\"\"\"a{}",
                "abcdefghijklmnop\"\"\"{[}],:",
                "日本语é\"{}"
            };
            String mix = mixes[random.nextInt(mixes.length)];
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(random.nextBoolean() ? 100 : 12_000);
            // deep enough not to end at once
            text.append("[".repeat(random.nextInt(200)));
            while (text.length() < length) {
                text.append(mix.charAt(random.nextInt(mix.length())));
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
        });
    }

    /** Texts of some thousand bytes with escapes everywhere, and between them and at places in them what ends them. */
    @Provide
    Arbitrary<byte[]> longTexts() {
        return Arbitraries.randomValue(random -> {
            String[] often = {"the meter ", "\\\"keeps\\\"", "\\n", "[{}]}", "é", "a"};
            String[] seldom = {"\"", "\\\\", "\\\\\"", "\\\\\\\"", "\"]\"", "\",\""};
            StringBuilder text = new StringBuilder("\"");
            int length = random.nextInt(30_000);
            int rare = 1 + random.nextInt(3_000);
            while (text.length() < length) {
                text.append(often[random.nextInt(often.length)]);
                if (random.nextInt(rare) == 0) {
                    text.append(seldom[random.nextInt(seldom.length)]);
                }
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
        });
    }
}
