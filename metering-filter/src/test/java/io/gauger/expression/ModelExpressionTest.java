package io.gauger.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gauger.extract.JsonPath;
import io.gauger.extract.JsonReader;
import io.gauger.extract.JsonValue;
import io.gauger.extract.PathSet;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions that tell which model a request asks for. */
class ModelExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "reqBody.model | {\"model\":\"gpt-4\"} | gpt-4",
                "reqBody.model | {\"model\":\"first\",\"model\":\"last\"} | last",
                "reqBody.model | {\"model\":4} | ",
                "reqBody.model | {\"model\":null} | ",
                "reqBody.model | {\"model\":\"  \"} | ",
                "reqBody.model | {} | ",
                "reqBody.a.b[0] | {\"a\":{\"b\":[\"x\"]}} | x",
                "reqBody.model ?? split(path, '/')[3] | {} | m1",
                "split(path, '/')[3] | {} | m1",
                "query == 'a=b' ? 'big' : 'small' | {} | big",
                "'acme/' + lower(reqBody.model) | {\"model\":\"GPT\"} | acme/gpt",
                "method == 'POST' ? reqBody.model : 'none' | {\"model\":\"gpt-4\"} | gpt-4",
                "path | {} | /v1/models/m1",
                "split(path, '/')[99] | {} | ",
                "split(reqBody.model, '')[0] | {\"model\":\"gpt-4\"} | g",
                "reqBody.a / 0 > 1 ? 'big' : 'small' | {\"a\":1} | big",
                "reqBody.a - 1 > 1 ? 'big' : 'small' | {\"a\":\"x\"} | small",
                "reqBody.a.b.c[7] + 'x' | {\"a\":[]} | undefinedx",
            })
    void aTextOfTheRequestIsTheModel(String expression, String body, @Nullable String model) {
        assertThat(evaluate(expression, body)).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "respBody.model | `respBody` is not known before the request runs | 0",
                "reqBody.model ?? model | `model` is not known before the request runs | 17",
                "status == 200 ? 'a' : 'b' | `status` is not known before the request runs | 0",
                "accountId | `accountId` is not known before the request runs | 0",
                "lastChunk.model | `lastChunk` is not known before the request runs | 0",
                "1 + 1 | the result is always a number, never the name of a model | 2",
                "len(path) | the result is always a number, never the name of a model | 0",
                "sseLastData(reqBody) | a request has no events | 0",
                "modle | unknown name `modle` | 0",
                "'' + | a value is missing at the end of the expression | 4",
            })
    void whatIsNotKnownBeforehandIsRefusedWithItsPosition(String expression, String reason, int position) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> ModelExpression.check(expression.strip(), true))
                .satisfies(e -> assertThat(e.reason()).contains(reason))
                .returns(position, ExpressionException::position);
    }

    @Test
    void theRequestsJsonIsReadOnlyWhereItIsInspected() {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> ModelExpression.compile("path + reqBody.model", false))
                .returns(7, ExpressionException::position);
        assertThat(ModelExpression.compile("path", false).readsBody()).isFalse();
        assertThat(ModelExpression.compile("reqBody.model", true).readsBody()).isTrue();
        assertThat(ModelExpression.compile("reqBody[path]", true).readsWholeBody())
                .isTrue();
    }

    @Test
    void aMeteringExpressionDoesNotKnowTheRequestsBody() {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.compile("len(reqBody.model)"))
                .satisfies(e -> assertThat(e.reason()).contains("did you mean `respBody`"));
    }

    private static @Nullable String evaluate(String source, String body) {
        ModelExpression expression = ModelExpression.compile(source, true);
        PathSet paths = new PathSet(expression.paths());
        JsonReader reader = new JsonReader(paths);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        reader.read(bytes, 0, bytes.length);
        reader.end();
        return expression.evaluate(new Scope() {
            @Override
            public @Nullable JsonValue at(JsonPath path) {
                return reader.value(paths.slot(path));
            }

            @Override
            public @Nullable Object variable(Variable variable) {
                return switch (variable) {
                    case PATH -> "/v1/models/m1";
                    case METHOD -> "POST";
                    case QUERY -> "a=b";
                    default -> throw new AssertionError(variable);
                };
            }
        });
    }
}
