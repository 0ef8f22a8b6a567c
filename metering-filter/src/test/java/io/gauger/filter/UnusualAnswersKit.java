package io.gauger.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that end otherwise than by writing a body and returning: what is counted is what can have been sent. */
abstract class UnusualAnswersKit extends ContainerKit {

    /** Whether the container tells the end of a request only after the application's error page. */
    abstract boolean errorPageCounts();

    @Override
    Map<String, String> parameters() {
        return Map.of("gauger.route.all", "* /bytes/* bytes bill_errors=all");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of(503, "/error-page");
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        Map<String, TestServlet.Body> servlets = new LinkedHashMap<>();
        servlets.put("/error-page", (request, response) -> response.getWriter().print("out of order"));
        servlets.put("/bytes/writes-after-error", (request, response) -> {
            response.sendError(409);
            write(response, 30);
        });
        servlets.put("/bytes/writes-after-error-with-page", (request, response) -> {
            response.sendError(503);
            write(response, 30);
        });
        servlets.put("/bytes/writes-after-redirect", (request, response) -> {
            response.sendRedirect("/error-page");
            write(response, 30);
        });
        servlets.put("/bytes/writes-after-close", (request, response) -> {
            response.getOutputStream().write(new byte[20]);
            response.getOutputStream().close();
            write(response, 30);
        });
        servlets.put("/bytes/throws-after-writing", (request, response) -> {
            response.getOutputStream().write(new byte[50]);
            throw new ServletException("as intended");
        });
        servlets.put("/bytes/throws-after-sending", (request, response) -> {
            response.getOutputStream().write(new byte[50]);
            response.flushBuffer();
            throw new ServletException("as intended");
        });
        servlets.put("/bytes/late-length", (request, response) -> {
            response.getOutputStream().write(new byte[100]);
            response.flushBuffer();
            response.setContentLength(10);
            response.setHeader("Content-Length", "10");
        });
        servlets.put("/bytes/more-than-declared", (request, response) -> {
            response.setContentLength(10);
            write(response, 15);
        });
        servlets.put("/included", (request, response) -> {
            // the container ignores all of these in an included servlet
            response.setContentLength(5);
            response.setHeader("Content-Length", "5");
            response.reset();
            response.getOutputStream().write(new byte[30]);
            response.sendError(404);
        });
        servlets.put("/bytes/includes", (request, response) -> {
            response.getOutputStream().write(new byte[20]);
            request.getRequestDispatcher("/included").include(request, response);
            response.getOutputStream().write(new byte[7]);
        });
        servlets.put("/bytes/print", UnusualAnswersKit::print);
        servlets.put("/free/print", UnusualAnswersKit::print);
        servlets.put("/bytes/halves", (request, response) -> {
            response.setContentType("text/plain;charset=" + request.getParameter("charset"));
            PrintWriter out = response.getWriter();
            out.write('\uD83D');
            out.write('\uDE00');
            out.write("é\uD83D");
            out.write("\uDE00", 0, 1);
            out.println();
            out.printf("%s%n", "日本");
            out.write("end".toCharArray());
        });
        servlets.put("/bytes/lone-halves", UnusualAnswersKit::writeLoneHalves);
        servlets.put("/free/lone-halves", UnusualAnswersKit::writeLoneHalves);
        servlets.put("/bytes/upload", (request, response) -> {
            request.getInputStream().readAllBytes();
            response.getWriter().print("read");
        });
        servlets.put("/bytes/reader", UnusualAnswersKit::countCharacters);
        servlets.put("/free/reader", UnusualAnswersKit::countCharacters);
        servlets.put("/bytes/reads-without-blocking", UnusualAnswersKit::readWithoutBlocking);
        servlets.put("/bytes/async-throws", UnusualAnswersKit::throwAsynchronously);
        servlets.put("/free/async-throws", UnusualAnswersKit::throwAsynchronously);
        servlets.put("/bytes/writes-without-blocking", UnusualAnswersKit::writeWithoutBlocking);
        servlets.put("/bytes/async-dispatch-throws", (request, response) -> {
            if (request.getAttribute("again") == null) {
                request.setAttribute("again", true);
                request.startAsync().dispatch();
            } else {
                throw new FileNotFoundException("as intended");
            }
        });
        servlets.put("/bytes/async-error", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                try {
                    async.getResponse().getOutputStream().write(new byte[50]);
                    ((HttpServletResponse) async.getResponse()).sendError(503);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                async.complete();
            });
        });
        servlets.put("/bytes/answers-on-timeout", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
            async.addListener(new AnswerOnTimeout());
        });
        return servlets;
    }

    /** As an application writes that does not care whether anybody listens. */
    private static void write(HttpServletResponse response, int bytes) {
        try {
            response.getOutputStream().write(new byte[bytes]);
            response.getOutputStream().flush();
        } catch (IOException e) {
            // some containers refuse, some ignore
        }
    }

    private static void print(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=" + request.getParameter("charset"));
        ServletOutputStream out = response.getOutputStream();
        out.print("abc");
        try {
            out.println("é日");
        } catch (IOException e) {
            out.println("refused");
        }
        out.println(7);
    }

    private static void writeLoneHalves(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=" + request.getParameter("charset"));
        response.getWriter().write("é\uD83D");
        response.getWriter().write("\uD83D");
        response.getWriter().write("x\uDE00y");
    }

    private static void countCharacters(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int characters = 0;
        while (request.getReader().read() >= 0) {
            characters++;
        }
        response.getWriter().print(characters);
    }

    private static void readWithoutBlocking(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AsyncContext async = request.startAsync();
        ServletInputStream in = request.getInputStream();
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                byte[] part = new byte[1000];
                while (in.isReady() && !in.isFinished()) {
                    in.read(part);
                }
            }

            @Override
            public void onAllDataRead() throws IOException {
                response.getOutputStream().write(new byte[9]);
                async.complete();
            }

            @Override
            public void onError(Throwable failure) {
                async.complete();
            }
        });
    }

    private static void throwAsynchronously(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.getOutputStream().write(new byte[50]);
        request.startAsync();
        throw new ServletException("as intended");
    }

    private static void writeWithoutBlocking(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AsyncContext async = request.startAsync();
        ServletOutputStream out = response.getOutputStream();
        out.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                while (out.isReady()) {
                    out.write(new byte[8192]);
                }
            }

            @Override
            public void onError(Throwable failure) {
                async.complete();
            }
        });
    }

    private static final class AnswerOnTimeout implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            event.getAsyncContext().getResponse().getOutputStream().write(new byte[8]);
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
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

    @Test
    void aClientThatHangsUpOnANonBlockingAnswerIsFlagged() throws Exception {
        try (Socket socket = new Socket(base().getHost(), base().getPort())) {
            socket.getOutputStream()
                    .write("GET /bytes/writes-without-blocking HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            socket.getInputStream().readNBytes(10_000);
        }
        assertFlags(Flag.CLIENT_ABORTED);
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
}
