package io.gauger.admit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersAndModelsTest {

    @ParameterizedTest
    @CsvSource({
        "gpt-4, gpt-4, true",
        "gpt-4, gpt-4o, false",
        "gpt-4*, gpt-4o, true",
        "gpt-4*, gpt-4, true",
        "gpt-4*, GPT-4, false",
        "*, anything/at all, true",
        "*-mini, gpt-4o-mini, true",
        "*-mini, gpt-4o-mini-2, false",
        "a*b*c, a-b-b-c, true",
        "a*b*c, a-c-b, false",
        "gpt.4, gpt-4, false",
        "o?, o1, false"
    })
    void aStarStandsForAnyCharactersAndNothingElseForAnother(String pattern, String model, boolean matches) {
        assertThat(Globs.matches(pattern, model)).isEqualTo(matches);
    }

    @Test
    void manyStarsTakeNoTimeToSpeakOf() {
        assertThat(Globs.matches("*a".repeat(100) + "b", "a".repeat(60_000))).isFalse();
    }

    @Property(tries = 2000)
    void patternsMatchAsTheSameRegularExpressionsDo(
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'b') String text,
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'c') String pattern) {
        String glob = pattern.replace('c', '*');
        assertThat(Globs.matches(glob, text)).isEqualTo(text.matches(pattern.replace("c", ".*")));
    }
}
