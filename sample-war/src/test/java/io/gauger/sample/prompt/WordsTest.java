package io.gauger.sample.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "'',0",
                "' \t\n',0",
                "one,1",
                "' one ',1",
                "'one  two\nthree\tfour',4",
                "'a,b.c',1",
                "'größer 東京 🚀',3"
            })
    void aWordIsWhatWhiteSpaceSurrounds(String text, int words) {
        assertThat(Words.count(text)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16, 1000})
    void anAnswerHasAsManyWordsAsAskedWithSingleSpaces(int words) {
        assertThat(Words.count(Words.text(words))).isEqualTo(words);
        assertThat(Words.text(words))
                .doesNotContain("  ")
                .isEqualTo(Words.text(words).strip());
    }

    @Test
    void thePiecesOfAStreamMakeTheSameAnswer() {
        assertThat(Words.piece(0) + Words.piece(1) + Words.piece(2)).isEqualTo(Words.text(3));
    }
}
