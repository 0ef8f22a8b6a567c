package io.gauger.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.measure.Flag;
import io.gauger.record.UsageRecord;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A container may end an asynchronous answer, for its time is up, while a thread of the application still writes. */
class SimultaneousEndTest {
    private static final int ANSWERS = 20_000;

    private static final AsyncContext NO_CONTEXT = implement(AsyncContext.class, (proxy, method, arguments) -> null);

    private final ExecutorService threads = Executors.newFixedThreadPool(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aDownloadThatBeginsAnewIsRecordedOnceWithWhatSomeOfItsWritesCameTo() throws Exception {
        recordsEach(null, new byte[1000]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/json", "text/event-stream"})
    void anAnswerThatIsReadIsRecordedOnceWhateverIsHalfRead(String contentType) throws Exception {
        String document = "data: {\"model\":\"m\",\"usage\":{\"prompt_tokens\":1,\"prompt_tokens\":2}}\n\n";
        String plain = document.substring(contentType.startsWith("text") ? 0 : 6);
        recordsEach(
                contentType,
                (plain.repeat(20) + " ".repeat(2000)).substring(0, 1000).getBytes(UTF_8));
    }

    /** Tomcat may recycle a request whose client has gone without a word to any listener; its stream then has no inside. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void anAnswerThatTheContainerTookAwayIsRecordedWhenItIsWrittenOn(boolean byWriter, boolean flushed)
            throws Throwable {
        MeteringFilter filter = new MeteringFilter();
        StartingApplication application = new StartingApplication()
                .with(
                        "metering",
                        Map.of("gauger.sink", RecordedUsage.class.getName(), "gauger.route.all", "* /* bytes"));
        filter.init(application.config("metering"));
        RecordedUsage.forget();
        AtomicReference<HttpServletResponse> metered = new AtomicReference<>();
        boolean[] taken = {false};
        filter.doFilter(request(new AtomicReference<>()), response(null, taken), (request, response) -> {
            request.startAsync();
            metered.set((HttpServletResponse) response);
        });
        ThrowingCallable write;
        ThrowingCallable flush;
        if (byWriter) {
            PrintWriter out = metered.get().getWriter();
            write = () -> out.write("0123456789");
            flush = out::flush;
        } else {
            ServletOutputStream out = metered.get().getOutputStream();
            assertThatThrownBy(() -> out.write(null, 0, 1)).isInstanceOf(NullPointerException.class);
            write = () -> out.write("0123456789".getBytes(UTF_8));
            flush = out::flush;
        }
        write.call();
        assertThat(RecordedUsage.all()).isEmpty();

        taken[0] = true;
        assertThatThrownBy(flushed ? flush : write).isInstanceOf(NullPointerException.class);

        assertThat(RecordedUsage.all()).hasSize(1);
        UsageRecord record = RecordedUsage.all().get(0);
        assertThat(record.measurement().flags()).containsExactly(Flag.CLIENT_ABORTED);
        assertThat(record.responseBytes()).isEqualTo(10);
        assertThat(record.status()).isEqualTo(206);
        filter.destroy();
    }

    private void recordsEach(@Nullable String contentType, byte[] part) throws Exception {
        MeteringFilter filter = new MeteringFilter();
        StartingApplication application = new StartingApplication()
                .with(
                        "metering",
                        Map.of(
                                "gauger.sink",
                                RecordedUsage.class.getName(),
                                "gauger.development",
                                "true",
                                "gauger.route.all",
                                "* /* response_field"));
        filter.init(application.config("metering"));
        for (int i = 0; i < ANSWERS; i++) {
            RecordedUsage.forget();
            AtomicReference<HttpServletResponse> metered = new AtomicReference<>();
            AtomicReference<AsyncListener> listener = new AtomicReference<>();
            AtomicReference<ServletOutputStream> out = new AtomicReference<>();
            filter.doFilter(request(listener), response(contentType, new boolean[1]), (request, response) -> {
                request.startAsync();
                metered.set((HttpServletResponse) response);
                out.set(response.getOutputStream());
            });
            CyclicBarrier start = new CyclicBarrier(2);
            int ahead = i % 200;
            CompletableFuture<Void> end = CompletableFuture.runAsync(
                    () -> {
                        try {
                            start.await();
                            for (int spin = 0; spin < ahead; spin++) {
                                Thread.onSpinWait();
                            }
                            listener.get().onComplete(new AsyncEvent(NO_CONTEXT));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    threads);
            start.await();
            while (!end.isDone()) {
                metered.get().resetBuffer();
                for (int write = 0; write < 3; write++) {
                    out.get().write(part);
                }
            }
            out.get().close();
            end.join();
            assertThat(RecordedUsage.all()).hasSize(1);
            UsageRecord record = RecordedUsage.all().get(0);
            assertThat(record.responseBytes()).isIn(0L, 1000L, 2000L, 3000L);
        }
        filter.destroy();
    }

    private static HttpServletRequest request(AtomicReference<AsyncListener> listener) {
        AsyncContext async = implement(AsyncContext.class, (proxy, method, arguments) -> {
            if (method.getName().equals("addListener")) {
                listener.set((AsyncListener) arguments[0]);
            }
            return null;
        });
        return implement(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getDispatcherType" -> DispatcherType.REQUEST;
            case "getMethod" -> "GET";
            case "getServletPath" -> "/download";
            case "getContentLengthLong" -> -1L;
            case "startAsync" -> async;
            case "isAsyncStarted" -> true;
            default -> null;
        });
    }

    /** One whose stream and writer fail when it is taken away. */
    private static HttpServletResponse response(@Nullable String contentType, boolean[] taken) {
        ServletOutputStream sink = new ServletOutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (taken[0] || bytes == null) {
                    throw new NullPointerException();
                }
            }

            @Override
            public void flush() {
                if (taken[0]) {
                    throw new NullPointerException();
                }
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}
        };
        PrintWriter writer = new PrintWriter(new OutputStreamWriter(sink, UTF_8)) {
            @Override
            public void write(String text, int offset, int length) {
                flush();
            }

            @Override
            public void flush() {
                if (taken[0]) {
                    throw new NullPointerException();
                }
            }
        };
        return implement(HttpServletResponse.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getStatus" -> {
                if (taken[0]) {
                    throw new IllegalStateException("recycled");
                }
                yield 206;
            }
            case "getOutputStream" -> sink;
            case "getWriter" -> writer;
            case "getCharacterEncoding" -> "UTF-8";
            case "getContentType" -> contentType;
            case "isCommitted" -> false;
            default -> null;
        });
    }

    private static <T> T implement(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
