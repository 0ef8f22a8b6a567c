package io.gauger.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of how documents end is forgotten as soon as one comes otherwise. */
class KnownEndingsTest {
    private static final String BEGINNING = "{\"id\":\"chat-123456789\",\"note\":\"";
    private static final PathSet PATHS = new PathSet(List.of(JsonPath.of("usage", "total")));

    private final Documents documents = new Documents(PATHS);
    private int texts;

    @Test
    void aKnownEndingThatComesBackBehindAnotherIsTheLast() {
        remember("\",\"usage\":{\"total\":5}}");
        assertThat(document(BEGINNING + "cut", " in the text\",\"usage\":{\"total\":4}}"))
                .isTrue();
        assertTotal(4);
        assertThat(document(text() + "\",\"usage\":{\"total\":5}}")).isTrue();
        assertTotal(5);
    }

    @Test
    void anEndingOfTheSameLengthIsAnother() {
        remember("\",\"usage\":{\"total\":5}}");
        assertThat(document(text() + "\",\"usage\":{\"total\":4}}")).isTrue();
        assertTotal(4);
    }

    @Test
    void whatFollowsAnEndingThatIsKnownSoFarIsRead() {
        for (int total = 1; total < 9; total++) {
            assertThat(document(text() + "\",\"usage\":{\"total\":", total + "}}"))
                    .isTrue();
            assertTotal(total);
        }
    }

    @Test
    void aDocumentIsWholeThoughThoseBeforeWereBrokenOffInTheSamePlace() {
        for (int i = 0; i < 8; i++) {
            assertThat(document(text() + "\",\"usage\":{\"total\":")).isFalse();
        }
        assertThat(document(text() + "\",\"usage\":{\"total\":", "5}}")).isTrue();
        assertTotal(5);
    }

    @Test
    void aDocumentIsKeptThoughThoseThatEndedSoWereGivenUp() {
        for (int i = 0; i < 8; i++) {
            feed(text() + "\",\"usage\":{\"total\":5}}");
            documents.drop();
        }
        assertThat(documents.isAnyJson()).isFalse();
        assertThat(document(text() + "\",\"usage\":{\"total\":5}}")).isTrue();
        assertTotal(5);
    }

    @Test
    void anEndingIsKnownBehindItsOwnBeginningOnly() {
        remember("\",\"pad\":1}");
        for (int i = 0; i < 8; i++) {
            String other = "{\"id\":\"chat-123456789\",\"usage\":{\"total\":7},\"note\":\"" + i;
            assertThat(document(other + "\",\"pad\":1}")).isTrue();
            assertTotal(7);
        }
    }

    private void remember(String ending) {
        for (int i = 0; i < 8; i++) {
            assertThat(document(text() + ending)).isTrue();
        }
    }

    /** The beginning and a text that none before began alike with. */
    private String text() {
        return BEGINNING + texts++;
    }

    private boolean document(String... slices) {
        for (String slice : slices) {
            feed(slice);
        }
        return documents.end();
    }

    private void feed(String slice) {
        byte[] bytes = slice.getBytes(UTF_8);
        documents.feed(bytes, 0, bytes.length);
    }

    private void assertTotal(long total) {
        assertThat(documents.found().count(0)).isEqualTo(total);
    }
}
