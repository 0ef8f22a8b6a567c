package io.gauger.sample.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gauger.sample.prompt.InvalidRequest;
import io.gauger.sample.prompt.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestTest {
    private static final String HELLO = "'messages':[{'role':'user','content':'hello'}]";

    @Test
    void theWordsOfAllMessageContentsArePromptTokens() throws Exception {
        ChatRequest request = parse(
                """
                {'model':'m','messages':[
                  {'role':'system','content':'one two'},
                  {'role':'user','content':[{'type':'text','text':'three four'},
                                            {'type':'image_url','image_url':{'url':'not text'}},
                                            {'type':'text','text':'five'}]},
                  {'role':'assistant','content':null,'tool_calls':[]},
                  {'role':'assistant'}]}
                """);
        assertThat(request.promptTokens()).isEqualTo(5);
    }

    @Test
    void whatIsNotAskedForHasItsDefault() throws Exception {
        ChatRequest request = parse("{'model':'m'," + HELLO + ",'max_tokens':null,'stream':null}");
        assertThat(request.completionTokens()).isEqualTo(16);
        assertThat(request.stream()).isFalse();
        assertThat(request.includeUsage()).isFalse();
    }

    @Test
    void theNewerNameOfTheLimitDecides() throws Exception {
        assertThat(parse("{'model':'m'," + HELLO + ",'max_tokens':3}").completionTokens())
                .isEqualTo(3);
        assertThat(parse("{'model':'m'," + HELLO + ",'max_tokens':3,'max_completion_tokens':4}")
                        .completionTokens())
                .isEqualTo(4);
    }

    @Test
    void aStreamIncludesItsUsageWhenAsked() throws Exception {
        ChatRequest request =
                parse("{'model':'m'," + HELLO + ",'stream':true,'stream_options':{'include_usage':true}}");
        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
    }

    @Test
    void theSameBytesHaveTheSameId() throws Exception {
        String body = "{'model':'m'," + HELLO + "}";
        assertThat(parse(body).id()).isEqualTo(parse(body).id()).startsWith("chatcmpl-");
        assertThat(parse(body).id()).isNotEqualTo(parse(body + " ").id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}|model|missing_required_parameter",
                "{'model':''}|model|invalid_value",
                "{'model':7}|model|invalid_type",
                "{'model':'m'}|messages|missing_required_parameter",
                "{'model':'m','messages':[]}|messages|invalid_value",
                "{'model':'m','messages':{}}|messages|invalid_type",
                "{'model':'m','messages':['x']}|messages[0]|invalid_type",
                "{'model':'m','messages':[{'content':'x'}]}|messages[0].role|missing_required_parameter",
                "{'model':'m','messages':[{'role':'king','content':'x'}]}|messages[0].role|invalid_value",
                "{'model':'m','messages':[{'role':'user'}]}|messages[0].content|missing_required_parameter",
                "{'model':'m','messages':[{'role':'user','content':5}]}|messages[0].content|invalid_type",
                "{'model':'m','messages':[{'role':'user','content':[{'type':'text'}]}]}|messages[0].content[0].text|missing_required_parameter",
            })
    void whatIsMissingOrWrongIsNamed(String body, String parameter, String code) {
        InvalidRequest invalid = refusal(body);
        assertThat(invalid.parameter()).isEqualTo(parameter);
        assertThat(invalid.code()).isEqualTo(code);
        assertThat(invalid.reason()).contains("'" + parameter + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "0,integer_below_min_value",
        "-1,integer_below_min_value",
        "100001,integer_above_max_value",
        "99999999999999999999,integer_above_max_value",
        "1.5,invalid_type",
        "1e999999999,invalid_type",
        "'\"5\"',invalid_type",
        "true,invalid_type"
    })
    void aLimitThatCannotBeKeptIsRefused(String maxTokens, String code) {
        InvalidRequest invalid = refusal("{'model':'m'," + HELLO + ",'max_tokens':" + maxTokens + "}");
        assertThat(invalid.parameter()).isEqualTo("max_tokens");
        assertThat(invalid.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{} {}", "{}x", "not json"})
    void aBodyThatIsNotOneJsonObjectIsRefused(String body) {
        assertThat(refusal(body).parameter()).isNull();
    }

    @Test
    void absurdNestingIsRefusedLikeAnyBadBody() {
        assertThat(refusal("[".repeat(500_000)).reason()).contains("JSON");
    }

    private static InvalidRequest refusal(String body) {
        return catchThrowableOfType(InvalidRequest.class, () -> parse(body));
    }

    private static ChatRequest parse(String body) throws IOException, InvalidRequest {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ChatRequest.of(RequestBody.read(new ByteArrayInputStream(bytes)));
    }
}
