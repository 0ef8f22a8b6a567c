package io.gauger.sample.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatAnswerTest {
    @Test
    void aStreamHasOneChunkAWordAndThenTheEnd() throws IOException {
        List<String> events = events(new ChatRequest("id", "m", 1, 3, true, false));
        assertThat(events).hasSize(4);
        assertThat(events.get(0)).contains("\"role\":\"assistant\"", "\"finish_reason\":null");
        assertThat(events.get(1)).doesNotContain("role");
        assertThat(events.get(2)).contains("\"finish_reason\":\"length\"");
        assertThat(events.get(3)).isEqualTo("data: [DONE]");
        assertThat(String.join("", events)).doesNotContain("usage");
    }

    @Test
    void aStreamWithUsageHasItInOneMoreChunkWithoutChoices() throws IOException {
        List<String> events = events(new ChatRequest("id", "m", 5, 2, true, true));
        assertThat(events).hasSize(4);
        assertThat(events.subList(0, 2)).allMatch(event -> event.contains("\"usage\":null"));
        assertThat(events.get(2)).contains("\"choices\":[]", "\"prompt_tokens\":5", "\"total_tokens\":7");
    }

    private static List<String> events(ChatRequest request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ChatAnswer(request).writeEvents(out);
        return List.of(out.toString(StandardCharsets.UTF_8).split("\n\n"));
    }
}
