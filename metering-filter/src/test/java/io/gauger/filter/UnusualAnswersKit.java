package io.gauger.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that end otherwise than by writing a body and returning: what is counted is what can have been sent. */
abstract class UnusualAnswersKit extends ContainerKit {

    /** Whether the container tells the end of a request only after the application's error page. */
    abstract boolean errorPageCounts();

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.route.all", "* /bytes/* bytes bill_errors=all",
                "gauger.route.tokens", "* /tokens/* response_field");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of(503, "/error-page");
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return UnusualServlets.all();
    }

    @Test
    void whatIsWrittenBehindAnErrorIsNotSentAndNotCounted() throws Exception {
        assertThat(get("/bytes/writes-after-error").statusCode()).isEqualTo(409);
        assertUnits("0");
        assertFlags();
    }

    @Test
    void whatIsWrittenBehindAnErrorDoesNotCountBesideItsPage() throws Exception {
        assertThat(get("/bytes/writes-after-error-with-page").body()).isEqualTo("out of order");
        assertUnits(errorPageCounts() ? "12" : "0");
        assertFlags();
    }

    @Test
    void whatIsWrittenBehindARedirectIsNotSentAndNotCounted() throws Exception {
        assertThat(get("/bytes/writes-after-redirect").statusCode()).isEqualTo(302);
        assertUnits("0");
        assertFlags();
    }

    @Test
    void whatIsWrittenBehindTheEndIsNotSentAndNotCounted() throws Exception {
        assertThat(body("/bytes/writes-after-close")).hasSize(20);
        assertUnits("20");
        assertFlags();
    }

    @Test
    void whatWasNotSentBeforeAnExceptionDoesNotCount() throws Exception {
        assertThat(get("/bytes/throws-after-writing").statusCode()).isEqualTo(500);
        assertUnits("0");
        assertFlags(Flag.APP_ERROR);
    }

    @Test
    void whatWasSentBeforeAnExceptionCounts() throws Exception {
        raw("GET /bytes/throws-after-sending HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertUnits("50");
        assertFlags(Flag.APP_ERROR);
        assertThat(RecordedUsage.theOnly().exchange().status()).isEqualTo(200);
    }

    @Test
    void ofADownloadThatBeginsAnewOnlyWhatIsSentCounts() throws Exception {
        assertThat(body("/bytes/begins-anew")).hasSize(23);
        assertUnits("23");
        assertFlags();
    }

    @Test
    void ofADownloadThatBecomesATextOnlyTheTextCounts() throws Exception {
        assertThat(body("/bytes/begins-anew-as-text")).hasSize(2);
        assertUnits("2");
        assertFlags();
    }

    @Test
    void ofADownloadThatEndsInAnErrorOnlyThePageCounts() throws Exception {
        assertThat(get("/bytes/downloads-and-fails").body()).isEqualTo("out of order");
        assertUnits(errorPageCounts() ? "12" : "0");
        assertFlags();
    }

    @Test
    void aDownloadThatBecomesJsonIsRead() throws Exception {
        assertThat(body("/tokens/begins-anew")).hasSize(51);
        assertUnits("7");
        assertThat(RecordedUsage.theOnly().responseBytes()).isEqualTo(51);
        assertFlags();
    }

    @Test
    void ofJsonThatBecomesADownloadNothingIsKept() throws Exception {
        assertThat(body("/tokens/begins-anew-as-download")).hasSize(3001);
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.responseBytes()).isEqualTo(3001);
        assertThat(record.measurement().tokens().prompt()).isNull();
    }

    @Test
    void aLengthThatIsDeclaredTooLateIsIgnored() throws Exception {
        assertThat(body("/bytes/late-length")).hasSize(100);
        assertUnits("100");
    }

    @Test
    void anApplicationThatWritesMoreThanItDeclaresHasNotLostItsClient() throws Exception {
        raw("GET /bytes/more-than-declared HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(RecordedUsage.theOnly().exchange().responseBytes()).isLessThanOrEqualTo(10);
        assertFlags();
    }

    @Test
    void anIncludedServletAddsItsBytesAndDecidesNothingElse() throws Exception {
        assertThat(body("/bytes/includes")).hasSize(57);
        assertUnits("57");
        assertThat(RecordedUsage.theOnly().exchange().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void whatTheContainerPrintsItStillPrintsTheSame(String charset) throws Exception {
        byte[] metered = body("/bytes/print?charset=" + charset);
        assertThat(metered).isEqualTo(body("/free/print?charset=" + charset));
        assertUnits(Integer.toString(metered.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-16", "windows-1252", "Shift_JIS", "GB18030"})
    void halvesOfCharactersAreCountedAsTheContainerSendsThem(String charset) throws Exception {
        int sent = body("/bytes/halves?charset=" + charset).length;
        assertThat(RecordedUsage.theOnly().exchange().responseBytes()).isEqualTo(sent);
    }

    @Test
    void halvesThatAreNoCharactersHarmNobody() throws Exception {
        for (String charset : new String[] {"UTF-8", "ISO-8859-1"}) {
            assertThat(body("/bytes/lone-halves?charset=" + charset))
                    .isEqualTo(body("/free/lone-halves?charset=" + charset));
        }
    }

    @Test
    void aClientThatHangsUpWhileItSendsIsFlagged() throws Exception {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.getOutputStream()
                    .write("POST /bytes/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc"
                            .getBytes(ISO_8859_1));
        }
        assertFlags(Flag.CLIENT_ABORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bytes/writes-without-blocking", "/bytes/writes-to-a-writer"})
    void aClientThatHangsUpIsFlaggedThoughTheApplicationIsNotTold(String path) throws Exception {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(ISO_8859_1));
            socket.getInputStream().readNBytes(10_000);
        }
        assertFlags(Flag.CLIENT_ABORTED);
    }

    /** An exception of ours would be one that the application does not get without us. */
    @Test
    void anApplicationThatWritesOnThoughNobodyListensIsNotTold() throws Exception {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.getOutputStream()
                    .write("GET /bytes/writes-on-though-nobody-listens HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(ISO_8859_1));
            socket.getInputStream().readNBytes(10_000);
        }
        assertFlags(Flag.CLIENT_ABORTED);
        Throwable failure =
                UnusualServlets.WRITING_ON.get().handle((nothing, e) -> e).get(20, TimeUnit.SECONDS);
        if (failure != null) {
            assertThat(failure.getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .doesNotContain("isCommitted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-CN", "x-JISAutoDetect"})
    void aRequestInACharsetThatCanOnlyBeReadIsRead(String charset) throws Exception {
        String type = "text/plain; charset=" + charset;
        HttpResponse<String> free =
                send(request("/free/reader").header("Content-Type", type).POST(BodyPublishers.ofString("abcd")));
        HttpResponse<String> metered =
                send(request("/bytes/reader").header("Content-Type", type).POST(BodyPublishers.ofString("abcd")));
        assertThat(metered.statusCode()).isEqualTo(free.statusCode());
        assertThat(metered.body()).isEqualTo(free.body()).isEqualTo("4");
        assertThat(RecordedUsage.theOnly().exchange().requestBytes()).isEqualTo(4);
    }

    @Test
    void aBodyThatIsReadWithoutBlockingIsCounted() throws Exception {
        send(request("/bytes/reads-without-blocking").POST(BodyPublishers.ofByteArray(new byte[200_000])));
        assertUnits("9");
        assertThat(RecordedUsage.theOnly().exchange().requestBytes()).isEqualTo(200_000);
    }

    /** Tomcat cuts the connection, with and without a filter. */
    @Test
    void anExceptionBehindTheStartOfAnAsynchronousAnswerIsA500() throws Exception {
        String free = raw("GET /free/async-throws HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        String metered = raw("GET /bytes/async-throws HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(metered.lines().findFirst()).isEqualTo(free.lines().findFirst());
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.exchange().status()).isEqualTo(500);
        assertThat(record.measurement().flags()).containsExactly(Flag.APP_ERROR);
        assertUnits("0");
    }

    @Test
    void anApplicationThatThrowsInAnAsynchronousDispatchHasNotLostItsClient() throws Exception {
        assertThat(get("/bytes/async-dispatch-throws").statusCode()).isGreaterThanOrEqualTo(400);
        UsageRecord record = RecordedUsage.theOnly();
        assertThat(record.exchange().status()).isGreaterThanOrEqualTo(400);
        assertThat(record.measurement().flags()).containsExactly(Flag.APP_ERROR);
    }

    @Test
    void anAsynchronousErrorIsRecordedOnceWithItsPage() throws Exception {
        HttpResponse<String> response = get("/bytes/async-error");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("out of order");
        assertUnits("12");
        assertThat(RecordedUsage.theOnly().exchange().status()).isEqualTo(503);
    }

    @Test
    void anApplicationMayAnswerWhenItsTimeIsUp() throws Exception {
        assertThat(body("/bytes/answers-on-timeout")).hasSize(8);
        assertUnits("8");
        assertFlags(Flag.TIMEOUT);
        assertThat(RecordedUsage.theOnly().exchange().status()).isEqualTo(200);
    }

    @Test
    void nothingIsRecordedTwiceAfterAll() throws Exception {
        get("/bytes/async-error");
        get("/bytes/answers-on-timeout");
        get("/bytes/writes-after-error-with-page");
        await().until(() -> RecordedUsage.all().size() >= 3);
        assertThat(RecordedUsage.all()).hasSize(3);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
