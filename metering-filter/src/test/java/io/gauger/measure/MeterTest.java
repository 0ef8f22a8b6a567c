package io.gauger.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Caller;
import io.gauger.extract.BodyReader;
import io.gauger.extract.JsonReader;
import io.gauger.extract.KeepingReader;
import io.gauger.route.RouteNotation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that decide units, as a table: how a route is written, what was answered, what it gives. */
class MeterTest {

    @ParameterizedTest(name = "{0} | {1} {2} -> {4} {5}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        # route                                                       | method | status | body           | units | flags
        request                                                       | GET  | 200 |                     | 1     |
        request                                                       | GET  | 304 |                     | 1     |
        request                                                       | GET  | 404 |                     | 1     |
        request                                                       | GET  | 500 |                     | 0     |
        request bill_errors=none                                      | GET  | 404 |                     | 0     |
        request bill_errors=all                                       | GET  | 500 |                     | 1     |
        bytes                                                         | GET  | 200 | {"a":12}            | 8     |
        bytes                                                         | GET  | 404 | {"a":12}            | 8     |
        bytes                                                         | GET  | 503 | {"a":12}            | 0     |
        bytes metering_expr=responseBytes / 1024                      | GET  | 200 | {"a":12}            | 0.007812500 |
        response_field metering_expr=respBody.a                       | GET  | 200 | {"a":12}            | 12    |
        response_field metering_expr=respBody.a                       | GET  | 200 | {"a":"12.5"}        | 12.5  |
        response_field metering_expr=respBody.a                       | GET  | 404 | {"a":12}            | 12    |
        response_field metering_expr=respBody.a                       | GET  | 500 | {"a":12}            | 0     |
        response_field metering_expr=respBody.b                       | GET  | 200 | {"a":12}            | 0     | missing_field
        response_field metering_expr=respBody.b                       | GET  | 404 | {"a":12}            | 0     |
        response_field on_error=one metering_expr=respBody.b          | GET  | 404 | {"a":12}            | 0     |
        response_field on_error=one metering_expr=respBody.b          | HEAD | 200 |                     | 0     |
        response_field on_error=one metering_expr=respBody.b          | GET  | 204 |                     | 0     |
        response_field on_error=one metering_expr=respBody.b          | GET  | 304 |                     | 0     |
        response_field on_error=one metering_expr=respBody.b          | GET  | 101 |                     | 0     |
        response_field on_error=one metering_expr=respBody.b          | GET  | 200 | {"a":12}            | 1     | missing_field
        response_field on_error=estimate metering_expr=respBody.b     | GET  | 200 | {"a":12}            | 0     | missing_field estimated
        response_field on_error=one metering_expr=respBody.a          | GET  | 200 | {"a":true}          | 1     | not_a_number
        response_field metering_expr=respBody.a                       | GET  | 200 | {"a":{}}            | 0     | not_a_number
        response_field metering_expr=respBody.a                       | GET  | 200 | {"a":-1}            | 0     | negative
        response_field metering_expr=respBody.a                       | GET  | 200 | {"a":12             | 0     | missing_field not_json
        response_field metering_expr=respBody.a                       | GET  | 200 | {"a":12,            | 12    | not_json
        response_field metering_expr=respBody.a                       | GET  | 200 | {"a":0.0000000005}  | 0     |
        response_field metering_expr=respBody.a                       | GET  | 200 | {"a":0.0000000015}  | 0.000000002 |
        response_field metering_expr=respBody.a                       | GET  | 200 | {"a":1e999999999}   | 0     | not_a_number
        response_field                                                | GET  | 200 | {"usage":{"prompt_tokens":3,"completion_tokens":4}} | 7 |
        response_field                                                | GET  | 200 | {"usage":{"input_tokens":3,"output_tokens":4}}      | 7 |
        response_field                                                | GET  | 200 | {"usage":[]}        | 0     | missing_field
        custom metering_expr=status                                   | GET  | 500 |                     | 500   |
        custom metering_expr=sum(respBody.a)                          | GET  | 200 | {"a":[1,2]}         | 3     |
        custom metering_expr=sum(respBody.a)                          | GET  | 200 | {"a":[1,2           | 0     | missing_field not_json
        custom metering_expr=sum(respBody.a)                          | GET  | 404 | {}                  | 0     |
        custom metering_expr=sum(respBody.a)                          | GET  | 200 |                     | 0     | missing_field not_json
        custom metering_expr=last(respBody.a)                         | GET  | 200 | {"a":{}}            | 0     | not_a_number
        custom metering_expr=lastChunk.a ?? respBody.a                | GET  | 200 | {"a":12}            | 12    |
        custom metering_expr=respBody.a * 2                           | GET  | 200 | {}                  | 0     | missing_field
        custom on_error=one metering_expr=respBody.a * 2              | GET  | 500 | {}                  | 0     |
        """)
    void unitsFollowTheRules(String route, String method, int status, String body, String units, String flags) {
        Measurement measured = measure(route, method, status, body == null ? "" : body);
        assertThat(measured.units()).isEqualByComparingTo(units);
        assertThat(measured.units().scale()).isEqualTo(9);
        assertThat(measured.flags().stream().map(Flag::wireName))
                .containsExactlyInAnyOrderElementsOf(flags == null ? Set.of() : Arrays.asList(flags.split(" ", -1)));
    }

    /** Around what fits a long in billionths, what counts as a count, and what fits a long at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-0",
                "-1",
                "12.0",
                "1e3",
                "1.5",
                "9223372035",
                "9223372036",
                "9223372037",
                "999999999999999999",
                "1152921504606846975",
                "1152921504606846976",
                "9223372036854775807",
                "9223372036854775808",
                "12345678901234567890123456789",
                "0.0000000005",
                "0.0000000015"
            })
    void aFieldIsBilledToTheLastDigit(String number) {
        Measurement measured = measure("response_field metering_expr=respBody.a", "GET", 200, "{\"a\":" + number + "}");
        BigDecimal exact = new BigDecimal(number).max(BigDecimal.ZERO).setScale(9, RoundingMode.HALF_EVEN);
        assertThat(measured.units()).isEqualTo(exact);
        assertThat(measured.flags()).isEqualTo(number.equals("-1") ? Set.of(Flag.NEGATIVE) : Set.of());
        assertThat(measured.basis()).isEqualTo(Basis.MEASURED);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9223372036L, 9223372037L, Long.MAX_VALUE})
    void bytesAreBilledToTheLastOne(long bytes) {
        Measurement measured = Measured.by(meter("bytes"), Measured.answer(null, bytes, 200, Set.of()));
        assertThat(measured.units()).isEqualTo(BigDecimal.valueOf(bytes).setScale(9));
    }

    @Test
    void theBasisSaysWhatTheUnitsRestOn() {
        assertThat(measure("bytes", "GET", 200, "x").basis()).isEqualTo(Basis.MEASURED);
        assertThat(measure("response_field", "GET", 200, "{}").basis()).isEqualTo(Basis.ESTIMATED);
        Meter meter = meter("bytes");
        Answer cut = answer("GET", 200, "x", null, Set.of(Flag.CLIENT_ABORTED));
        assertThat(Measured.by(meter, cut).basis()).isEqualTo(Basis.PARTIAL);
        assertThat(Measured.by(meter, cut).flags()).containsExactly(Flag.CLIENT_ABORTED);
    }

    @Test
    void tokensThatAreNoCountsAreAsGoodAsAbsent() {
        for (String count : new String[] {"-1", "1.5", "1e300", "\"7\"", "null", "9223372036854775807"}) {
            Measurement measured = measure("request", "GET", 200, "{\"usage\":{\"prompt_tokens\":" + count + "}}");
            assertThat(measured.tokens().prompt()).as(count).isNull();
        }
        assertThat(measure("request", "GET", 200, "{\"usage\":{\"prompt_tokens\":1e3}}")
                        .tokens()
                        .prompt())
                .isEqualTo(1000);
    }

    /** Anthropic's message_delta tells all tokens so far: those of the prompt grow when tools run on the server. */
    @Test
    void ofAnAnthropicStreamTheLastCountsAre() {
        Meter meter = meter("response_field");
        BodyReader reader = meter.reader(MediaType.EVENT_STREAM);
        byte[] stream = ("data: {\"message\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n"
                        + "data: {\"usage\":{\"input_tokens\":30,\"cache_read_input_tokens\":5,\"output_tokens\":16}}\n\n")
                .getBytes(UTF_8);
        reader.read(stream, 0, stream.length);
        reader.end();
        Measurement measured = Measured.by(meter, answer("POST", 200, "", reader, Set.of()));
        assertThat(measured.tokens()).isEqualTo(new TokenUsage(35L, 16L, 5L));
        assertThat(measured.units()).isEqualByComparingTo("51");
    }

    @Test
    void aVeryLongModelIsNotKeptWhole() {
        String model = "m".repeat(254) + "😀" + "m".repeat(1000);
        Measurement measured = measure("request provider=a", "GET", 200, "{\"model\":\"" + model + "\"}");
        assertThat(measured.model()).isEqualTo("m".repeat(254));
    }

    @Test
    void theAnswersOwnProviderWinsOverTheRoutes() {
        assertThat(measure("request provider=a", "GET", 200, "{\"provider\":\"b\"}")
                        .provider())
                .isEqualTo("b");
        assertThat(measure("request provider=a", "GET", 200, "{}").provider()).isEqualTo("a");
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        bytes                                        | 8 |
        request provider=a                           | 1 |
        custom metering_expr=status                  | 200 |
        custom metering_expr=len(query)              | 0 | missing_field
        response_field                               | 0 | missing_field unreadable_encoding
        response_field on_error=one metering_expr=respBody.a | 1 | missing_field unreadable_encoding
        custom metering_expr=totalTokens             | 0 | missing_field unreadable_encoding
        custom metering_expr=sseEvents               | 0 | missing_field unreadable_encoding
        custom metering_expr=default(totalTokens, 3) | 3 | unreadable_encoding
        custom metering_expr=default(respBody.a, 3)  | 3 | unreadable_encoding
        """)
    void unitsThatNeedABodyWhichCannotBeReadAreFlagged(String route, String units, String flags) {
        Measurement measured = Measured.by(meter(route), answer("GET", 200, "{\"a\":12}", null, true, Set.of()));
        assertThat(measured.units()).isEqualByComparingTo(units);
        assertThat(measured.flags().stream().map(Flag::wireName))
                .containsExactlyInAnyOrderElementsOf(flags == null ? Set.of() : Arrays.asList(flags.split(" ", -1)));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        bytes                                        |
        request                                      |
        response_field                               | missing_field not_json
        response_field metering_expr=respBody.a      | missing_field not_json
        custom metering_expr=totalTokens             | missing_field not_json
        custom metering_expr=len(model)              | missing_field not_json
        custom metering_expr=sseEvents               | missing_field
        custom metering_expr=default(totalTokens, 3) |
        """)
    void aBodyThatIsNoJsonIsToldWhereTheUnitsNeedJson(String route, String flags) {
        assertThat(Measured.whole(route, MediaType.OTHER, "<p>").flags().stream()
                        .map(Flag::wireName))
                .containsExactlyInAnyOrderElementsOf(flags == null ? Set.of() : Arrays.asList(flags.split(" ", -1)));
    }

    @Test
    void aCodedBodyIsDecodedOnlyWhereSomethingComesOfIt() {
        for (String route : new String[] {"bytes", "request", "custom metering_expr=responseBytes / status"}) {
            assertThat(meter(route).reader(MediaType.JSON, "gzip")).as(route).isNull();
            assertThat(meter(route).reader(MediaType.JSON, "identity"))
                    .as(route)
                    .isNotNull();
        }
        for (String route : new String[] {
            "response_field", "request provider=a", "custom metering_expr=respBody.a", "custom metering_expr=len(model)"
        }) {
            assertThat(meter(route).reader(MediaType.JSON, "gzip")).as(route).isNotNull();
        }
        assertThat(meter("response_field").reader(MediaType.JSON, "br")).isNull();
        assertThat(meter("response_field").reader(MediaType.OTHER, "gzip")).isNull();
    }

    @Test
    void aTextThatIsLongerThanIsKeptIsFlagged() {
        Meter meter = new Meter(RouteNotation.parse("r", "* /x custom metering_expr=count(respBody.a)"), 16);

        assertThat(measured(meter, MediaType.JSON, "{\"a\":[1,2,3,4]}").units()).isEqualByComparingTo("4");
        Measurement beyond = measured(meter, MediaType.JSON, "{\"a\":[1,2,3,4,5]}");
        assertThat(beyond.units()).isZero();
        assertThat(beyond.flags()).containsExactly(Flag.TOO_LARGE);
        assertThat(beyond.basis()).isEqualTo(Basis.ESTIMATED);
    }

    @Test
    void theLastChunkOfAStreamIsThatOfItsLastEvent() {
        Meter meter = meter("custom metering_expr=lastChunk.usage.total_tokens");
        String first = "data: {\"usage\": {\"total_tokens\": 5}}\n\n";

        assertThat(measured(meter, MediaType.EVENT_STREAM, first + "data: [DONE]\n\n")
                        .units())
                .isEqualByComparingTo("5");
        assertThat(measured(meter, MediaType.EVENT_STREAM, first + "data: {\"usage\": null}\n\n")
                        .flags())
                .containsExactly(Flag.MISSING_FIELD);
    }

    @Test
    void onlyWhatNeedsATextAsAWholeKeepsOne() {
        for (String expression : new String[] {
            "respBody.usage.total_tokens",
            "json(respBody).usage.total_tokens",
            "get(respBody, 'usage.total_tokens') ?? 1",
            "respBody.model == 'gpt-4' ? respBody.tokens * 2 : respBody.tokens",
            "first(respBody.items).tokens",
            "count(sseEvents(allData))",
            "len(respBody.text)",
            "json(respBody.text).n",
            "responseBytes / 1024"
        }) {
            Meter meter = meter("custom metering_expr=" + expression);
            assertThat(meter.reader(MediaType.JSON)).as(expression).isExactlyInstanceOf(JsonReader.class);
            assertThat(meter.reader(MediaType.EVENT_STREAM).reset())
                    .as(expression)
                    .isTrue();
        }
        Meter meter = meter("custom metering_expr=count(respBody.items)");
        assertThat(meter.reader(MediaType.JSON)).isExactlyInstanceOf(KeepingReader.class);
        assertThat(meter.reader(MediaType.JSON, "gzip")).isNotNull();
    }

    private static Measurement measured(Meter meter, MediaType type, String body) {
        BodyReader reader = meter.reader(type);
        byte[] bytes = body.getBytes(UTF_8);
        reader.read(bytes, 0, bytes.length);
        reader.end();
        return Measured.by(meter, answer("GET", 200, body, reader, Set.of()));
    }

    private static Measurement measure(String route, String method, int status, String body) {
        Meter meter = meter(route);
        BodyReader reader = null;
        if (!body.isEmpty()) {
            reader = meter.reader(MediaType.JSON);
            byte[] bytes = body.getBytes(UTF_8);
            reader.read(bytes, 0, bytes.length);
            reader.end();
        }
        return Measured.by(meter, answer(method, status, body, reader, Set.of()));
    }

    private static Meter meter(String route) {
        return new Meter(RouteNotation.parse("r", "* /x " + route));
    }

    private static Answer answer(String method, int status, String body, BodyReader reader, Set<Flag> incidents) {
        return answer(method, status, body, reader, false, incidents);
    }

    private static Answer answer(
            String method, int status, String body, BodyReader reader, boolean unreadable, Set<Flag> incidents) {
        return new SeenAnswer(
                Caller.ANONYMOUS,
                method,
                "/x",
                null,
                status,
                "application/json",
                0,
                body.length(),
                1,
                reader,
                unreadable,
                incidents,
                incidents.isEmpty());
    }
}
