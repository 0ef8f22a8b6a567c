package io.gauger.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a record says of a stream that does not tell its tokens: each row of the table in {@code docs/tokens.md} is run. */
class TokenEstimateTest {
    private static final Path PAGE = Path.of("..", "docs", "tokens.md");

    /** The answers that the page names. */
    private enum Named {
        TOLD(
                MediaType.EVENT_STREAM,
                """
                data: {"model":"gpt-4o","choices":[{"delta":{"content":"Hi"}}],"usage":null}

                data: {"model":"gpt-4o","choices":[{"delta":{},"finish_reason":"stop"}],"usage":null}

                data: {"model":"gpt-4o","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}

                data: [DONE]

                """),
        UNTOLD(
                MediaType.EVENT_STREAM,
                """
                data: {"model":"gpt-4o","choices":[{"delta":{"role":"assistant"}}]}

                data: {"model":"gpt-4o","choices":[{"delta":{"content":"Hi"}}]}

                data: {"model":"gpt-4o","choices":[{"delta":{},"finish_reason":"stop"}]}

                data: [DONE]

                """),
        BEGUN(
                MediaType.EVENT_STREAM,
                """
                data: {"type":"message_start","message":{"model":"claude","usage":{"input_tokens":9,"output_tokens":1}}}

                data: {"type":"content_block_start","index":0}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"!"}}

                """),
        TEXT(MediaType.EVENT_STREAM, "data: one\n\ndata: two\n\ndata: three\n\n"),
        LINES(MediaType.LINES, "{\"model\":\"llama3.2\",\"done\":false}\n".repeat(3)),
        PLAIN(MediaType.JSON, "{\"model\":\"gpt-4o\",\"choices\":[]}"),
        COUNTED(MediaType.JSON, "{\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5},\"model\":\"gpt-4o\"}");

        private final MediaType type;
        private final String body;

        Named(MediaType type, String body) {
            this.type = type;
            this.body = body;
        }
    }

    @ParameterizedTest(name = "{0} | {1} | {2}")
    @MethodSource("combinations")
    void aRecordSaysWhatTheTableSays(
            String route, String answer, String end, String completion, String units, String basis, String flags) {
        Measurement measured = measure(route, Named.valueOf(answer.toUpperCase(Locale.ROOT)), end);
        Long expected = completion.isEmpty() ? null : Long.valueOf(completion);
        assertThat(measured.tokens().completion()).isEqualTo(expected);
        assertThat(measured.units()).isEqualByComparingTo(units);
        assertThat(measured.basis().name()).isEqualToIgnoringCase(basis);
        assertThat(measured.flags().stream().map(Flag::wireName))
                .containsExactlyInAnyOrderElementsOf(flags.isEmpty() ? List.of() : List.of(flags.split(" ", -1)));
    }

    private static Measurement measure(String route, Named answer, String end) {
        if (end.equals("cut")) {
            return Measured.cut(route, answer.type, answer.body);
        }
        int status = end.startsWith("status ") ? Integer.parseInt(end.substring(7)) : 200;
        byte[] body = answer.body.getBytes(UTF_8);
        return Measured.of(Measured.meter(route), answer.type, body, body.length, status, Set.of());
    }

    static List<Arguments> combinations() throws IOException {
        String page = Files.readString(PAGE);
        List<Arguments> rows = page.substring(page.indexOf("| route | answer | end |"))
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arguments.of(Arrays.stream(line.substring(1).split("\\|", -1))
                        .limit(7)
                        .map(cell -> cell.strip().replace("`", ""))
                        .toArray()))
                .toList();
        assertThat(rows).hasSizeGreaterThan(35);
        return rows;
    }

    /** A field is somewhere in the page as it stands in an answer, by its last name at least. */
    @Test
    void thePageNamesEveryField() throws IOException {
        String page = Files.readString(PAGE);
        TokenPaths.ALL.forEach(path -> {
            String name = path.toString();
            assertThat(page).contains(name.substring(name.lastIndexOf('.') + 1));
        });
    }

    @Test
    void aStreamThatSentNothingIsEstimatedAtNothing() {
        Measurement measured =
                Measured.whole("response_field on_error=estimate", MediaType.EVENT_STREAM, ": nothing to say\n\n");
        assertThat(measured.tokens()).isEqualTo(new TokenUsage(null, 0L, null));
        assertThat(measured.units()).isZero();
        assertThat(measured.flags()).contains(Flag.ESTIMATED);
    }

    @Test
    void moreThanTheEventsIsNotEstimatedAway() {
        Measurement measured = Measured.cut(
                "response_field",
                MediaType.EVENT_STREAM,
                "data: {\"message\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":40}}}\n\n");
        assertThat(measured.tokens()).isEqualTo(new TokenUsage(9L, 40L, null));
        assertThat(measured.basis()).isEqualTo(Basis.ESTIMATED);
    }

    @Test
    void theLastEventOfACutStreamThatIsUnfinishedIsNoToken() {
        Measurement measured =
                Measured.cut("request provider=p", MediaType.EVENT_STREAM, "data: {}\n\ndata: {}\n\ndata: {\"a");
        assertThat(measured.tokens().completion()).isEqualTo(2);
    }
}
