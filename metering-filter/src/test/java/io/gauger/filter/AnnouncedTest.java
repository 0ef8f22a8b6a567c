package io.gauger.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gauger.record.RecordSink;
import io.gauger.record.Ticket;
import io.gauger.record.UsageRecord;
import io.gauger.route.Route;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sink hears of a request before the application runs, and of nothing else. */
class AnnouncedTest extends ContainerKit {
    private static final List<String> SAID = new CopyOnWriteArrayList<>();

    /** Says what it hears. */
    public static final class TalkingSink implements RecordSink {
        @Override
        public Ticket announce(UsageRecord opened, Route route) {
            if (opened.path().equals("/broken")) {
                throw new IllegalStateException("as intended");
            }
            SAID.add("announced " + opened.path() + " of " + route.id());
            return record -> SAID.add(
                    "completed " + (record.id().equals(opened.id()) ? "the same " : "another ") + record.status());
        }

        @Override
        public void accept(UsageRecord record) {
            SAID.add("accepted " + record.status());
        }
    }

    @BeforeEach
    void hearNothing() {
        SAID.clear();
    }

    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of(
                "gauger.sink",
                TalkingSink.class.getName(),
                "gauger.route.ping",
                "GET /ping request",
                "gauger.route.broken",
                "GET /broken request",
                "gauger.route.closed",
                "GET /closed request auth_required=true");
    }

    @Override
    Map<Integer, String> errorPages() {
        return Map.of();
    }

    @Override
    Map<String, TestServlet.Body> servlets() {
        TestServlet.Body pong = (request, response) -> {
            SAID.add("served");
            response.getWriter().print("pong");
        };
        return Map.of("/ping", pong, "/broken", pong, "/closed", pong);
    }

    @Test
    void aRequestIsAnnouncedServedAndCompletedUnderOneId() throws Exception {
        get("/ping");

        assertThat(SAID).containsExactly("announced /ping of ping", "served", "completed the same 200");
    }

    @Test
    void aRequestThatIsRefusedIsNotAnnounced() throws Exception {
        get("/closed");

        assertThat(SAID).containsExactly("accepted 401");
    }

    @Test
    void aSinkThatFailsAtTheAnnouncementStillGetsTheRecord() throws Exception {
        assertThat(get("/broken").body()).isEqualTo("pong");

        assertThat(SAID).containsExactly("served", "accepted 200");
    }
}
