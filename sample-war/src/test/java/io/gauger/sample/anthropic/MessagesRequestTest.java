package io.gauger.sample.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.sample.prompt.InvalidRequest;
import io.gauger.sample.prompt.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesRequestTest {
    @Test
    void theWordsOfMessagesAreInputTokensAndThoseOfTheSystemPromptAreNot() throws Exception {
        MessagesRequest request = parse(
                """
                {'model':'m','max_tokens':4,'system':'none of these','messages':[
                  {'role':'user','content':'one two'},
                  {'role':'assistant','content':[{'type':'text','text':'three'}]}]}
                """);
        assertThat(request.inputTokens()).isEqualTo(3);
        assertThat(request.outputTokens()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'model':'m','messages':[{'role':'user','content':'x'}]}|'max_tokens' is required.",
                "{'model':'m','max_tokens':0,'messages':[{'role':'user','content':'x'}]}|'max_tokens' must be at least 1.",
                "{'model':'m','max_tokens':1,'messages':[{'role':'system','content':'x'}]}|'messages[0].role' is not a known role.",
                "{'model':'m','max_tokens':1,'messages':[{'role':'assistant'}]}|'messages[0].content' is required.",
            })
    void whatIsMissingOrWrongIsNamed(String body, String reason) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(InvalidRequest.class).hasMessage(reason);
    }

    private static MessagesRequest parse(String body) throws IOException, InvalidRequest {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return MessagesRequest.of(RequestBody.read(new ByteArrayInputStream(bytes)));
    }
}
