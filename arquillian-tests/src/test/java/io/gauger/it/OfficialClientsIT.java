package io.gauger.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicIoException;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIIoException;
import org.junit.jupiter.api.Test;

/** That the two official clients, whose dependencies this build had to bring together, work beside each other. */
class OfficialClientsIT {

    /** Nothing listens on the port that is reserved for that purpose. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    @Test
    void theOpenAiClientGetsAsFarAsTheNetwork() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(NOWHERE)
                .apiKey("gk_none")
                .maxRetries(0)
                .build();

        assertThatThrownBy(() -> client.models().list()).isInstanceOf(OpenAIIoException.class);
        client.close();
    }

    @Test
    void theAnthropicClientGetsAsFarAsTheNetwork() {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(NOWHERE)
                .apiKey("gk_none")
                .maxRetries(0)
                .build();

        assertThatThrownBy(() -> client.models().list()).isInstanceOf(AnthropicIoException.class);
        client.close();
    }
}
