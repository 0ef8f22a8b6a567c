package io.gauger.sample.prompt;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The only tokens that the sample knows: words. The same request always gets the same ones. */
public final class Words {
    private static final List<String> VOCABULARY = List.of(
            "every",
            "call",
            "is",
            "measured",
            "once",
            "and",
            "each",
            "word",
            "of",
            "this",
            "answer",
            "counts",
            "as",
            "one",
            "token");

    private Words() {}

    /** How many words stand in the text; a word is a run of what {@link Character#isWhitespace(int)} is not. */
    public static int count(String text) {
        int words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean white = Character.isWhitespace(text.charAt(i));
            if (!white && !inWord) {
                words++;
            }
            inWord = !white;
        }
        return words;
    }

    /** The answer of so many words, with single spaces between them. */
    public static String text(int words) {
        return IntStream.range(0, words).mapToObj(Words::piece).collect(Collectors.joining());
    }

    /** What the answer grows by with the word at this index: all but the first bring their space along. */
    public static String piece(int index) {
        String word = VOCABULARY.get(index % VOCABULARY.size());
        return index == 0 ? word : " " + word;
    }
}
