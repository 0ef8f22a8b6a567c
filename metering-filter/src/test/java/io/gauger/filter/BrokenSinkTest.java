package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.record.RecordSink;
import io.gauger.record.UsageRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes wrong behind the filter is neither the application's nor its client's. */
class BrokenSinkTest extends ContainerKit {
    public static final class BrokenSink implements RecordSink {
        @Override
        public void accept(UsageRecord record) {
            if (record.path().equals("/deep")) {
                throw new StackOverflowError("as intended");
            }
            throw new IllegalStateException("as intended");
        }
    }

    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.sink",
                BrokenSink.class.getName(),
                "gauger.route.ping",
                "GET /ping request",
                "gauger.route.deep",
                "GET /deep request",
                "gauger.route.closed",
                "GET /closed request auth_required=true");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        return Map.of(
                "/ping",
                (request, response) -> response.getWriter().print("pong"),
                "/deep",
                (request, response) -> response.getWriter().print("down"),
                "/closed",
                (request, response) -> {});
    }

    @Test
    void anAnswerIsTheSame() throws Exception {
        assertThat(get("/ping").body()).isEqualTo("pong");
    }

    @Test
    void anAnswerIsTheSameThoughThereIsNoRoomToRecordIt() throws Exception {
        assertThat(get("/deep").statusCode()).isEqualTo(200);
        assertThat(get("/deep").body()).isEqualTo("down");
    }

    @Test
    void aRefusalIsTheSame() throws Exception {
        assertThat(get("/closed").statusCode()).isEqualTo(401);
        assertThat(get("/closed").body()).contains("\"error\":\"missing_key\"");
    }
}
