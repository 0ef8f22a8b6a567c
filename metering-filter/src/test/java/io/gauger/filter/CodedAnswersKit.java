package io.gauger.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that the application compresses: counted as they are sent, read as what they hold. */
abstract class CodedAnswersKit extends ContainerKit {

    @Override
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("gauger.route.chat", "GET /chat/* response_field");
        parameters.put("gauger.route.all", "GET /bytes/* bytes");
        parameters.put("gauger.route.ping", "GET /ping request");
        parameters.put("gauger.route.told", "GET /told request provider=openai");
        return parameters;
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return CodedServlets.all();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat/gzip",
                "/chat/zlib",
                "/chat/bare",
                "/chat/twice",
                "/chat/byte-by-byte",
                "/chat/named-behind-its-header",
                "/chat/async",
                "/chat/nonblocking",
                "/chat/reset"
            })
    void aCodedAnswerIsCountedAsItIsSentAndReadAsWhatItHolds(String path) throws Exception {
        int sent = body(path).length;
        assertUnits("12");
        assertFlags();
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.exchange().responseBytes()).isEqualTo(sent);
        assertThat(record.measurement().model()).isEqualTo("gpt-4o");
        assertThat(record.measurement().basis()).isEqualTo(Basis.MEASURED);
    }

    @Test
    void whatIsSentIsWhatTheApplicationCompressed() throws Exception {
        assertThat(body("/chat/gzip")).isEqualTo(CodedServlets.gzip(CodedServlets.ANSWER));
        assertFlags(); // waits for its record, which would else meet the next test
    }

    @Test
    void aCodedEventStreamIsReadEventByEvent() throws Exception {
        int sent = body("/chat/events").length;
        assertUnits("12");
        assertFlags();
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.exchange().responseBytes()).isEqualTo(sent);
        assertThat(record.measurement().sseEvents()).isEqualTo(11);
    }

    @Test
    void bytesAreThoseOfTheCodedBody() throws Exception {
        int sent = body("/bytes/gzip").length;
        assertThat(sent).isLessThan(CodedServlets.ANSWER.length / 10);
        assertUnits(Integer.toString(sent));
        assertFlags();
    }

    @Test
    void whatIsBilledByTheRequestIsDecodedOnlyForTheTokensOfAProvider() throws Exception {
        body("/ping");
        assertUnits("1");
        assertFlags();
        assertThat(RecordedUsage.theOnly().measurement().tokens().prompt()).isNull();
        RecordedUsage.forget();
        body("/told");
        assertUnits("1");
        assertThat(RecordedUsage.theOnly().measurement().tokens().prompt()).isEqualTo(7);
    }

    /** It does that below the filter, and says so in the headers that the application sees from then on. */
    @Test
    void whatTheContainerCompressesIsCountedAndReadAsTheApplicationWroteIt() throws Exception {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.getOutputStream()
                    .write(("GET /chat/compressed-by-the-container HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n"
                                    + "Connection: close\r\n\r\n")
                            .getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(answer).containsIgnoringCase("Content-Encoding: gzip");
        }
        assertUnits("12");
        assertFlags();
        assertThat(RecordedUsage.theOnly().exchange().responseBytes()).isEqualTo(CodedServlets.ANSWER.length);
    }

    @Test
    void textThatIsSaidToBeCodedIsFlagged() throws Exception {
        assertThat(body("/chat/writer")).isEqualTo(CodedServlets.ANSWER);
        assertUnits("0");
        assertFlags(Flag.MISSING_FIELD, Flag.UNREADABLE_ENCODING);
        assertThat(RecordedUsage.theOnly().exchange().responseBytes()).isEqualTo(CodedServlets.ANSWER.length);
    }

    @Test
    void whatWasSeenOfAnAnswerThatEndsTooEarlyCountsAndIsFlagged() throws Exception {
        body("/chat/cut");
        assertUnits("12");
        assertFlags(Flag.UNREADABLE_ENCODING);
    }

    @Test
    void nothingCountsOfAnAnswerThatIsNotWhatItsChecksumSays() throws Exception {
        body("/chat/broken");
        assertUnits("0");
        assertFlags(Flag.MISSING_FIELD, Flag.UNREADABLE_ENCODING);
    }

    @Test
    void anAnswerThatGrowsBeyondMeasureIsNotReadToItsEnd() throws Exception {
        int sent = body("/chat/bomb").length;
        assertFlags(Flag.MISSING_FIELD, Flag.TOO_LARGE);
        assertThat(RecordedUsage.theOnly().exchange().responseBytes()).isEqualTo(sent);
    }

    @Test
    void aClientThatHangsUpIsNotBlamedOnTheCoding() throws Exception {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.getOutputStream().write("GET /chat/endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            socket.getInputStream().readNBytes(10_000);
        }
        assertFlags(Flag.CLIENT_ABORTED, Flag.MISSING_FIELD, Flag.ESTIMATED);
        assertThat(RecordedUsage.theOnly().measurement().model()).isEqualTo("gpt-4o");
    }
}
