package io.gauger.sample.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesAnswerTest {
    @Test
    void aStreamNamesItsEventsAndHasOneDeltaAWord() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MessagesAnswer(new MessagesRequest("id", "m", 7, 2, true)).writeEvents(out);
        List<String> events = List.of(out.toString(StandardCharsets.UTF_8).split("\n\n"));
        assertThat(events.stream().map(event -> event.lines().findFirst().orElseThrow()))
                .containsExactlyElementsOf(Stream.of(
                                "message_start",
                                "content_block_start",
                                "content_block_delta",
                                "content_block_delta",
                                "content_block_stop",
                                "message_delta",
                                "message_stop")
                        .map("event: "::concat)
                        .toList());
        assertThat(events.get(0)).contains("\"input_tokens\":7");
        assertThat(events.get(5)).contains("\"output_tokens\":2", "\"stop_reason\":\"max_tokens\"");
    }
}
