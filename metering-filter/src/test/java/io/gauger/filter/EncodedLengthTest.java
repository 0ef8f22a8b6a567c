package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EncodedLengthTest {

    @Property(tries = 2000)
    void anyTextInAnySplitBecomesTheBytesThatItHasAsAString(
            @ForAll("texts") String text, @ForAll("charsets") String charset, @ForAll Random random) {
        EncodedLength length = EncodedLength.in(charset);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long counted = 0;
        char[] chars = text.toCharArray();
        int at = 0;
        while (at < chars.length) {
            int part = random.nextInt(Math.min(chars.length - at, 4) + 1);
            counted += length.of(chars, at, part, bytes::write);
            at += part;
        }
        assertThat(bytes.toByteArray()).isEqualTo(text.getBytes(Charset.forName(charset)));
        assertThat(counted).isEqualTo(bytes.size());
    }

    @Example
    void aTextLongerThanTheBufferIsCountedWhole() {
        char[] chars = "日".repeat(100_000).toCharArray();
        assertThat(EncodedLength.in("UTF-8").of(chars, 0, chars.length)).isEqualTo(300_000);
    }

    @Example
    void aCharsetThatCannotEncodeIsAsGoodAsMissing() {
        char[] chars = "é".toCharArray();
        for (String charset : new String[] {null, "ISO-2022-CN", "x-JISAutoDetect", "no such", "unknown-charset"}) {
            assertThat(EncodedLength.in(charset).of(chars, 0, 1)).isEqualTo(1);
        }
    }

    /** Halves of surrogate pairs stand anywhere but at the end, where only a string knows that nothing follows. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "é", "日", "😀", "\uD83D", "\uDE00", "\n", "€")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts) + "z");
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of(
                "UTF-8",
                "US-ASCII",
                "ISO-8859-1",
                "windows-1252",
                "UTF-16",
                "UTF-16BE",
                "UTF-16LE",
                "UTF-32",
                "GB18030",
                "Big5",
                "Shift_JIS",
                "EUC-KR");
    }
}
