package io.gauger.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.admit.Admission.Admitted;
import io.gauger.admit.Caller;
import io.gauger.admit.Standing;
import io.gauger.extract.BodyReader;
import io.gauger.extract.JsonValue;
import io.gauger.measure.Basis;
import io.gauger.measure.Flag;
import io.gauger.measure.MediaType;
import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where measuring fails for a reason that is ours, the application feels nothing and the request is recorded, flagged. */
class UnmeasuredTest {
    private static final String BODY = "{\"n\":7}";

    private @Nullable Metering metering;
    private boolean containerFails;

    @BeforeEach
    void start() throws Exception {
        RecordedUsage.forget();
        metering = Metering.start(
                new StartingApplication().servletContext(),
                Map.of(
                        "gauger.sink",
                        RecordedUsage.class.getName(),
                        "gauger.route.field",
                        "GET /field response_field metering_expr=respBody.n",
                        "gauger.route.one",
                        "GET /one response_field on_error=one metering_expr=respBody.n",
                        "gauger.route.request",
                        "GET /request request",
                        "gauger.route.bytes",
                        "GET /bytes bytes"));
    }

    @AfterEach
    void stop() {
        metering.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "/field, 0, ESTIMATED",
        "/one, 1, ESTIMATED",
        "/request, 1, MEASURED",
        "/bytes, 7, MEASURED",
    })
    void aReaderThatFailsAtTheEndCostsWhatItWouldHaveReadAndNothingElse(String path, BigDecimal units, Basis basis)
            throws Exception {
        UsageRecord record = answer(path, new Broken(Broken.When.END));

        assertThat(record.measurement().flags()).contains(Flag.UNREADABLE_ENCODING);
        assertThat(record.measurement().units()).isEqualByComparingTo(units);
        assertThat(record.measurement().basis()).isEqualTo(basis);
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.responseBytes()).isEqualTo(BODY.length());
    }

    @ParameterizedTest
    @CsvSource({"/field, 0", "/one, 1", "/request, 1", "/bytes, 7"})
    void whatFailsWhileItIsMeasuredIsRecordedWithTheFallbackOfTheRoute(String path, BigDecimal units) throws Exception {
        UsageRecord record = answer(path, new Broken(Broken.When.ASKED));

        assertThat(record.measurement().flags()).contains(Flag.EXPRESSION_ERROR);
        assertThat(record.measurement().units()).isEqualByComparingTo(units);
        assertThat(record.measurement().basis()).isEqualTo(Basis.ESTIMATED);
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.responseBytes()).isEqualTo(BODY.length());
    }

    @ParameterizedTest
    @CsvSource({"READ, UNREADABLE_ENCODING", "CUT, UNREADABLE_ENCODING", "GIVEN_BACK,"})
    void aReaderThatFailsAnywhereIsNotFelt(Broken.When when, @Nullable Flag flag) throws Exception {
        UsageRecord record = answer("/request", new Broken(when));

        assertThat(record.measurement().units()).isEqualByComparingTo("1");
        assertThat(record.responseBytes()).isEqualTo(BODY.length());
        assertThat(record.measurement().flags()).isEqualTo(flag == null ? Set.of() : Set.of(flag));
    }

    @Test
    void aResponseThatFailsWhenItIsAskedForItsTypeIsRecordedAsItBegan() throws Exception {
        containerFails = true;

        UsageRecord record = answer("/request", null);

        assertThat(record.measurement().flags()).containsExactly(Flag.EXPRESSION_ERROR);
        assertThat(record.measurement().units()).isEqualByComparingTo("1");
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.responseBytes()).isEqualTo(BODY.length());
    }

    private UsageRecord answer(String path, @Nullable BodyReader reader) throws Exception {
        ReaderPool pool = metering.find("GET", path, null);
        if (reader != null) {
            pool.giveBack(MediaType.JSON, reader);
        }
        UsageRecord record = new UsageRecord(
                new RecordId().next(0), 0, Caller.ANONYMOUS, path.substring(1), path, "GET", path, null, null);
        HttpServletRequest request =
                implement(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContentLengthLong" -> -1L;
                    case "isAsyncStarted" -> false;
                    default -> null;
                });
        boolean[] ended = {false};
        Admitted admitted = new Admitted(Caller.ANONYMOUS, false, null, null, Standing.UNLIMITED);
        new MeteredExchange(metering, pool, record, System.nanoTime(), request, admitted)
                .run(request, response(ended), (metered, response) -> {
                    response.getOutputStream().write(BODY.getBytes(UTF_8));
                    ended[0] = true;
                });
        assertThat(RecordedUsage.all()).hasSize(1);
        return RecordedUsage.all().get(0);
    }

    private HttpServletResponse response(boolean[] ended) {
        ServletOutputStream sink = new ServletOutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {}

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}
        };
        return implement(HttpServletResponse.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getStatus" -> 200;
            case "getOutputStream" -> sink;
            case "getContentType" -> {
                if (containerFails && ended[0]) {
                    throw new NoClassDefFoundError("as intended");
                }
                yield "application/json";
            }
            case "isCommitted" -> false;
            default -> null;
        });
    }

    private static <T> T implement(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A reader that fails, as none should. */
    private static final class Broken implements BodyReader {
        enum When {
            READ,
            END,
            CUT,
            ASKED,
            GIVEN_BACK
        }

        private final When when;
        private boolean given;

        Broken(When when) {
            this.when = when;
        }

        private void at(When now) {
            if (now == when) {
                throw new AssertionError("as intended");
            }
        }

        @Override
        public void read(byte[] bytes, int offset, int length) {
            at(When.READ);
        }

        @Override
        public void end() {
            at(When.END);
        }

        @Override
        public void cut() {
            at(When.CUT);
        }

        @Override
        public boolean reset() {
            if (given) {
                at(When.GIVEN_BACK);
            }
            given = true;
            return true;
        }

        @Override
        public @Nullable JsonValue value(int slot) {
            at(When.ASKED);
            return null;
        }

        @Override
        public long count(int slot) {
            at(When.ASKED);
            return -1;
        }

        @Override
        public boolean isMalformed() {
            return false;
        }

        @Override
        public boolean isTooLarge() {
            return false;
        }

        @Override
        public long sseEvents() {
            return 0;
        }
    }
}
