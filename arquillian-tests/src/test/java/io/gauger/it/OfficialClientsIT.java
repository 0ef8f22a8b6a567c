package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The official clients see through the filter what they see without it, and the records hold the usage that they report.
 * Each test uses a model of its own, by which it finds its record.
 */
@Tag("once")
class OfficialClientsIT {
    private final String model = "model-" + UUID.randomUUID();
    private final URI metered;
    private final URI unmetered;
    private final AdminClient admin;

    OfficialClientsIT(@SampleAddress URI metered, @SampleAddress(metered = false) URI unmetered) {
        this.metered = metered;
        this.unmetered = unmetered;
        this.admin = new AdminClient(metered);
    }

    @Test
    void anOpenAiCompletionIsTheSameAndIsRecorded() {
        ChatCompletion answer = openAi(metered).chat().completions().create(chat().build());

        assertThat(answer).isEqualTo(openAi(unmetered).chat().completions().create(chat().build()));
        assertThat(answer.choices().get(0).message().content()).contains("every call is measured once");
        JsonObject record = onlyRecord();
        assertThat(record.getString("account_id")).isEqualTo("demo");
        assertThat(record.getString("route")).isEqualTo("chat");
        assertThat(record.getString("provider")).isEqualTo("openai");
        assertThat(record.getBoolean("streaming")).isFalse();
        assertThat(record.getInt("sse_events")).isZero();
        assertHolds(record, answer.usage().orElseThrow());
    }

    @Test
    void anOpenAiStreamIsTheSameAndIsRecorded() {
        ChatCompletionCreateParams params = chat().streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();

        List<ChatCompletionChunk> chunks = chunks(metered, params);

        assertThat(chunks).isEqualTo(chunks(unmetered, params));
        // one a word, and the usage
        assertThat(chunks).hasSize(5 + 1);
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        chunks.forEach(whole::accumulate);
        assertThat(whole.chatCompletion().choices().get(0).message().content()).contains("every call is measured once");
        JsonObject record = onlyRecord();
        assertThat(record.getString("provider")).isEqualTo("openai");
        assertThat(record.getBoolean("streaming")).isTrue();
        assertThat(record.getInt("sse_events")).isEqualTo(chunks.size());
        assertHolds(record, whole.chatCompletion().usage().orElseThrow());
    }

    @Test
    void anOpenAiErrorIsTheSameAndIsRecorded() {
        // The sample offers one choice only.
        ChatCompletionCreateParams params = chat().n(2).build();
        String agent = "user-" + UUID.randomUUID();

        BadRequestException error = openAiError(openAi(metered, agent), params);

        BadRequestException without = openAiError(openAi(unmetered, agent), params);
        assertThat(error.param()).contains("n");
        assertThat(error.body()).isEqualTo(without.body());
        assertThat(error).hasMessage(without.getMessage());
        assertThat(error.headers().names())
                .filteredOn(name -> !name.matches("X-RateLimit-.*|RateLimit.*|X-Quota-.*"))
                .containsExactlyElementsOf(without.headers().names());
        assertErrorIsRecorded(agent, "chat", "demo");
    }

    @Test
    void anAnthropicMessageIsTheSameAndIsRecorded() {
        Message answer = anthropic(metered).messages().create(message());

        assertThat(answer).isEqualTo(anthropic(unmetered).messages().create(message()));
        assertThat(answer.content().get(0).asText().text()).isEqualTo("every call is measured");
        JsonObject record = onlyRecord();
        assertThat(record.getString("account_id")).isEqualTo("demo2");
        assertThat(record.getString("route")).isEqualTo("messages");
        assertThat(record.getString("provider")).isEqualTo("anthropic");
        assertThat(record.getBoolean("streaming")).isFalse();
        assertThat(record.getInt("sse_events")).isZero();
        assertHolds(record, answer);
    }

    @Test
    void anAnthropicStreamIsTheSameAndIsRecorded() {
        List<RawMessageStreamEvent> events = events(metered);

        assertThat(events).isEqualTo(events(unmetered));
        MessageAccumulator whole = MessageAccumulator.create();
        events.forEach(whole::accumulate);
        assertThat(whole.message().content().get(0).asText().text()).isEqualTo("every call is measured");
        JsonObject record = onlyRecord();
        assertThat(record.getString("provider")).isEqualTo("anthropic");
        assertThat(record.getBoolean("streaming")).isTrue();
        assertThat(record.getInt("sse_events")).isEqualTo(events.size());
        assertHolds(record, whole.message());
    }

    @Test
    void anAnthropicErrorIsTheSameAndIsRecorded() {
        MessageCreateParams params = message().toBuilder().maxTokens(0).build();
        String agent = "user-" + UUID.randomUUID();

        var error = anthropicError(anthropic(metered, agent), params);

        var without = anthropicError(anthropic(unmetered, agent), params);
        assertThat(error).hasMessageContaining("max_tokens").hasMessage(without.getMessage());
        assertThat(error.body()).isEqualTo(without.body());
        assertThat(error.headers().names()).isEqualTo(without.headers().names());
        assertErrorIsRecorded(agent, "messages", "demo2");
    }

    private void assertHolds(JsonObject record, CompletionUsage usage) {
        assertTokens(record, usage.promptTokens(), usage.completionTokens());
        assertThat(record.getString("units")).isEqualTo(Long.toString(usage.totalTokens()));
        assertThat(usage.totalTokens()).isEqualTo(3 + 5);
    }

    private void assertHolds(JsonObject record, Message answer) {
        long input = answer.usage().inputTokens();
        long output = answer.usage().outputTokens();
        assertTokens(record, input, output);
        assertThat(record.getString("units")).isEqualTo(Long.toString(input + output));
        assertThat(input + output).isEqualTo(2 + 4);
    }

    private void assertTokens(JsonObject record, long prompt, long completion) {
        assertThat(record.getString("model")).isEqualTo(model);
        assertThat(record.getJsonNumber("prompt_tokens").longValueExact()).isEqualTo(prompt);
        assertThat(record.getJsonNumber("completion_tokens").longValueExact()).isEqualTo(completion);
        assertThat(record.getString("basis")).isEqualTo("measured");
        assertThat(record.getJsonArray("flags")).isEmpty();
        assertThat(record.getInt("status")).isEqualTo(200);
    }

    private void assertErrorIsRecorded(String agent, String route, String account) {
        List<JsonObject> records = admin.awaitRecords(1, "&user_agent=" + agent);
        assertThat(records).hasSize(1);
        JsonObject record = records.get(0);
        assertThat(record.getInt("status")).isEqualTo(400);
        assertThat(record.getString("route")).isEqualTo(route);
        assertThat(record.getString("account_id")).isEqualTo(account);
        assertThat(new BigDecimal(record.getString("units"))).isZero();
        assertThat(record.getJsonArray("flags")).isEmpty();
    }

    private JsonObject onlyRecord() {
        List<JsonObject> records = admin.awaitRecords(1, "&model=" + model);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .maxCompletionTokens(5)
                .addSystemMessage("one")
                .addUserMessage("two three");
    }

    private MessageCreateParams message() {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(4)
                .addUserMessage("two words")
                .build();
    }

    private static List<ChatCompletionChunk> chunks(URI application, ChatCompletionCreateParams params) {
        try (var stream = openAi(application).chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    private List<RawMessageStreamEvent> events(URI application) {
        try (StreamResponse<RawMessageStreamEvent> stream =
                anthropic(application).messages().createStreaming(message())) {
            return stream.stream().toList();
        }
    }

    private static BadRequestException openAiError(OpenAIClient client, ChatCompletionCreateParams params) {
        return catchThrowableOfType(
                BadRequestException.class, () -> client.chat().completions().create(params));
    }

    private static com.anthropic.errors.BadRequestException anthropicError(
            AnthropicClient client, MessageCreateParams params) {
        return catchThrowableOfType(com.anthropic.errors.BadRequestException.class, () -> client.messages()
                .create(params));
    }

    private static OpenAIClient openAi(URI application) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(application.resolve("v1").toString())
                .apiKey("gk_demo")
                .maxRetries(0)
                .build();
    }

    private static OpenAIClient openAi(URI application, String userAgent) {
        return openAi(application).withOptions(options -> options.putHeader("User-Agent", userAgent));
    }

    private static AnthropicClient anthropic(URI application) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(application.toString())
                .apiKey("gk_demo2")
                .maxRetries(0)
                .build();
    }

    private static AnthropicClient anthropic(URI application, String userAgent) {
        return anthropic(application).withOptions(options -> options.putHeader("User-Agent", userAgent));
    }
}
