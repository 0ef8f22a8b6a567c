package io.gauger.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gauger.route.Route;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** What goes wrong while a request is read ahead costs it no byte. */
class InspectedRequestTest {
    private static final String BODY = "{\"model\":\"gpt-4\"}";

    private final RequestModel models = RequestModel.of(
            Route.named("r").on("POST", "/r").request().inspectRequest(true).build());

    @Test
    void aModelThatCannotBeReadByAFaultOfOursIsNotKnownAndTold() throws Exception {
        HttpServletRequest request = request(new Body(Integer.MAX_VALUE), "getHeader");

        RequestModel.Question asked = models.of(request, "/r");

        assertThat(asked.get()).isNull();
        assertThat(asked.isUnanswered()).isTrue();
        assertThat(asked.request().getInputStream().readAllBytes())
                .asString(UTF_8)
                .isEqualTo(BODY);
    }

    @Test
    void whatAStreamThrowsIsTheApplicationsWhenItReadsAsFar() throws Exception {
        RequestModel.Question asked = models.of(request(new Body(5), "none"), "/r");

        assertThat(asked.get()).isNull();
        assertThat(asked.isUnanswered()).isFalse();
        ServletInputStream replayed = asked.request().getInputStream();
        assertThat(replayed.readNBytes(5)).asString(UTF_8).isEqualTo("{\"mod");
        assertThatThrownBy(replayed::read).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAnswerIsNoFault() {
        RequestModel.Question asked = models.of(request(new Body(Integer.MAX_VALUE), "none"), "/r");

        assertThat(asked.get()).isEqualTo("gpt-4");
        assertThat(asked.isUnanswered()).isFalse();
    }

    private static HttpServletRequest request(Body body, String fails) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                InspectedRequestTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(fails)) {
                        throw new StackOverflowError("as intended");
                    }
                    return switch (method.getName()) {
                        case "getContentType" -> "application/json";
                        case "getContentLengthLong" -> -1L;
                        case "getInputStream" -> body;
                        default -> null;
                    };
                });
    }

    /** Throws behind so many bytes. */
    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes = new ByteArrayInputStream(BODY.getBytes(UTF_8));
        private final int most;
        private int read;

        Body(int most) {
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            if (read++ >= most) {
                throw new IllegalStateException("as intended");
            }
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (read >= most) {
                throw new IllegalStateException("as intended");
            }
            int count = bytes.read(into, offset, Math.min(length, most - read));
            read += Math.max(0, count);
            return count;
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
