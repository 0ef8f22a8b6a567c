package io.gauger.benchmark.rival;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moesif.api.Configuration;
import com.moesif.api.models.EventModel;
import com.moesif.servlet.MoesifConfiguration;
import com.moesif.servlet.MoesifFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Moesif's filter up to the point where it would queue its event for sending, which is left out: nothing leaves this
 * machine, and the cost of sending is not held against it.
 */
final class MoesifCapture implements Rival {
    static {
        Configuration.BaseUri = "http://127.0.0.1:1";
    }

    private final Dropping last = new Dropping();
    private final MoesifFilter filter;

    MoesifCapture() {
        // it asks at once for its settings, gets no answer, and prints why
        PrintStream errors = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        try {
            filter = new MoesifFilter("none", last);
        } finally {
            System.setErr(errors);
        }
    }

    @Override
    public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        filter.doFilter(request, response, chain);
    }

    /** It keeps what it parsed, or the bytes in Base64; the usage in it is looked up only here. */
    @Override
    public Seen seen() {
        Object body = last.event == null ? null : last.event.getResponse().getBody();
        return body == null ? Seen.NOTHING : new Seen(null, KeptText.usage(body.toString()));
    }

    /** The last thing the filter asks before it queues, and what it takes calmly if it fails. */
    private static final class Dropping extends MoesifConfiguration {
        private final RuntimeException dropped = new Dropped();
        private @Nullable EventModel event;

        @Override
        public EventModel maskContent(EventModel captured) {
            event = captured;
            throw dropped;
        }
    }

    private static final class Dropped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Dropped() {
            super("dropped", null, false, false);
        }
    }
}
