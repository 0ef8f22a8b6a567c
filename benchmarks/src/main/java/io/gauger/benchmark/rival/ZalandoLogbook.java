package io.gauger.benchmark.rival;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.zalando.logbook.Correlation;
import org.zalando.logbook.HttpLogWriter;
import org.zalando.logbook.Logbook;
import org.zalando.logbook.Precorrelation;
import org.zalando.logbook.core.DefaultHttpLogFormatter;
import org.zalando.logbook.core.DefaultSink;
import org.zalando.logbook.servlet.LogbookFilter;

/** Logbook's filter at its defaults, with a writer that drops the text: its own logs, or does nothing at all. */
final class ZalandoLogbook implements Rival {
    private final LastText last = new LastText();
    private final LogbookFilter filter = new LogbookFilter(Logbook.builder()
            .sink(new DefaultSink(new DefaultHttpLogFormatter(), last))
            .build());

    @Override
    public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        filter.doFilter(request, response, chain);
    }

    /** It reads nothing; whether the usage is in its text is looked up only here. */
    @Override
    public Seen seen() {
        return last.response == null ? Seen.NOTHING : new Seen(null, KeptText.usage(last.response));
    }

    private static final class LastText implements HttpLogWriter {
        private @Nullable String response;

        @Override
        public void write(Precorrelation precorrelation, String request) {
            response = null;
        }

        @Override
        public void write(Correlation correlation, String text) {
            response = text;
        }
    }
}
