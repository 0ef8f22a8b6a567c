package io.gauger.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void aKeyHas27RandomCharactersAndAChecksum() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String key = Secret.generate(Secret.KEY, new SecureRandom());
            assertThat(key).matches("gk_[0-9A-Za-z]{33}");
            assertThat(Secret.isMistyped(Secret.KEY, key)).isFalse();
            keys.add(key);
        }
        assertThat(keys).hasSize(1000);
    }

    @Test
    void everyWrongCharacterIsNoticed() {
        String key = Secret.generate(Secret.KEY, new SecureRandom());
        for (int i = Secret.KEY.length(); i < key.length(); i++) {
            char other = key.charAt(i) == 'a' ? 'b' : 'a';
            assertThat(Secret.isMistyped(Secret.KEY, key.substring(0, i) + other + key.substring(i + 1)))
                    .isTrue();
        }
    }

    @Test
    void theChecksumIsTheCrcOfAllBeforeItInBase62() {
        // by zlib: crc32("gk_" and 27 zeros)
        assertThat(Secret.isMistyped("gk_", "gk_" + "0".repeat(27) + "03YMDO")).isFalse();
    }

    @Test
    void theHashIsThatOfTheStandardWhoeverElseHashesMeanwhile() {
        // FIPS 180-4, the first example for SHA-256
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .mapToObj(i -> Hash.of(i % 2 == 0 ? "abc" : "another " + i))
                        .filter(hash -> hash.hex().equals(abc)))
                .hasSize(10_000);
    }

    @Test
    void aTextOfAnotherLengthIsNotCalledMistyped() {
        assertThat(Secret.isMistyped(Secret.KEY, "gk_demo")).isFalse();
        assertThat(Secret.isMistyped(Secret.KEY, "gk_" + "a".repeat(64))).isFalse();
    }
}
