package io.gauger.it.suite;

import io.gauger.it.suite.Expected.Sameness;
import io.gauger.it.suite.Expected.Tokens;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** Compares what a cell came to with what was expected of it; names all that is not right, not only the first. */
final class Verdict {
    private final SoftAssertions softly = new SoftAssertions();
    private final Expected expected;
    private final Ask ask;

    Verdict(Expected expected, Ask ask) {
        this.expected = expected;
        this.ask = ask;
    }

    /** The client gets the same with Gauger and without. */
    void answers(Answer plain, Answer metered) {
        softly.assertThat(comparable(metered))
                .as("the answer, beside the one without Gauger")
                .isEqualTo(comparable(plain));
        if (expected.sameness() != Sameness.BYTE_FOR_BYTE) {
            softly.assertThat(metered)
                    .as("the answer, which is to differ from the one without Gauger")
                    .isNotEqualTo(plain);
        }
        softly.assertThat(metered.status()).as("status of the answer").isEqualTo(expected.answered());
    }

    private Answer comparable(Answer answer) {
        return switch (expected.sameness()) {
            case BYTE_FOR_BYTE -> answer;
            case BUT_FRAMING -> answer.withoutFraming();
            case BUT_BODY -> answer.withoutFraming().withoutBody();
        };
    }

    /** There is one record, and it tells of this answer. */
    void records(Answer answer, List<JsonObject> records) {
        softly.assertThat(records).as("records").hasSize(1);
        if (records.size() == 1) {
            record(answer, records.get(0));
        }
    }

    void assertAll() {
        softly.assertAll();
    }

    private void record(Answer answer, JsonObject usage) {
        long bytes = usage.getJsonNumber("response_bytes").longValue();
        is("route", usage.getString("route"), expected.route());
        is("status", usage.getInt("status"), expected.status());
        is("method", usage.getString("method"), ask.method());
        is("request bytes", usage.getJsonNumber("request_bytes").longValue(), expected.requestBytes());
        is("streaming", usage.getBoolean("streaming"), expected.streaming());
        if (expected.events() != Expected.ANY) {
            is("events", usage.getInt("sse_events"), expected.events());
        }
        if (expected.bytes() != Expected.AS_RECEIVED) {
            is("bytes", bytes, expected.bytes());
        }
        if (expected.tokens() != null) {
            tokens(expected.tokens(), usage);
        }
        received(answer, bytes);
        softly.assertThat(new BigDecimal(usage.getString("units")))
                .as("units")
                .isEqualByComparingTo(
                        expected.units() == null ? BigDecimal.valueOf(bytes) : new BigDecimal(expected.units()));
        softly.assertThat(usage.getJsonArray("flags").getValuesAs(JsonString::getString))
                .as("flags")
                .containsExactlyInAnyOrderElementsOf(expected.flags());
    }

    private void tokens(Tokens tokens, JsonObject usage) {
        is("prompt tokens", count(usage, "prompt_tokens"), tokens.prompt());
        is("completion tokens", count(usage, "completion_tokens"), tokens.completion());
        is("cached tokens", count(usage, "cached_tokens"), tokens.cached());
        is("basis", usage.getString("basis"), tokens.basis());
    }

    private static Integer count(JsonObject usage, String name) {
        return usage.isNull(name) ? null : Integer.valueOf(usage.getInt(name));
    }

    private void received(Answer answer, long bytes) {
        switch (expected.received()) {
            case ALL -> is("bytes, beside those that the client got", bytes, (long) answer.bytes());
            case SOME -> softly.assertThat(bytes).as("bytes").isGreaterThanOrEqualTo(answer.bytes());
            case OTHERS -> softly.assertThat(bytes).as("bytes").isNotEqualTo(answer.bytes());
            case THE_CONTAINERS -> is("bytes beside the container's", bytes, 0L);
        }
    }

    private void is(String what, Object actual, Object wanted) {
        softly.assertThat(actual).as("recorded %s", what).isEqualTo(wanted);
    }
}
