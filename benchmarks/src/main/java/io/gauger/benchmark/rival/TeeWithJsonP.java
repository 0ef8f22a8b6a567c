package io.gauger.benchmark.rival;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nothing but the platform: a copy of everything that is sent, read by JSON-P when the answer is over. */
final class TeeWithJsonP implements Rival {
    private final JsonParserFactory json = Json.createParserFactory(Map.of());
    private @Nullable Usage usage;
    private long bytes;

    @Override
    public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(1024);
        chain.doFilter(request, new TeedResponse(response, copy));
        bytes = copy.size();
        usage = read(String.valueOf(response.getContentType()), copy.toByteArray());
    }

    @Override
    public Seen seen() {
        return new Seen(bytes, usage);
    }

    private @Nullable Usage read(String type, byte[] copy) throws IOException {
        UsageBuilder found = new UsageBuilder();
        if (type.startsWith("application/json")) {
            document(copy, 0, copy.length, found);
        } else if (type.startsWith("text/event-stream")) {
            Events.each(copy, (stream, offset, length) -> document(stream, offset, length, found));
        }
        return found.build();
    }

    private void document(byte[] bytes, int offset, int length, UsageBuilder found) {
        try (JsonParser parser = json.createParser(new ByteArrayInputStream(bytes, offset, length))) {
            parser.next();
            while (parser.next() == Event.KEY_NAME) {
                String name = parser.getString();
                Event value = parser.next();
                switch (name) {
                    case "credits" -> found.units = parser.getLong();
                    case "model" -> found.model = parser.getString();
                    case "usage" -> usage(parser, value, found);
                    default -> skip(parser, value);
                }
            }
        }
    }

    private static void usage(JsonParser parser, Event value, UsageBuilder found) {
        if (value != Event.START_OBJECT) {
            skip(parser, value);
            return;
        }
        while (parser.next() == Event.KEY_NAME) {
            String name = parser.getString();
            Event count = parser.next();
            switch (name) {
                case "prompt_tokens" -> found.promptTokens = parser.getLong();
                case "completion_tokens" -> found.completionTokens = parser.getLong();
                default -> skip(parser, count);
            }
        }
    }

    private static void skip(JsonParser parser, Event value) {
        if (value == Event.START_OBJECT) {
            parser.skipObject();
        } else if (value == Event.START_ARRAY) {
            parser.skipArray();
        }
    }

    private static final class TeedResponse extends HttpServletResponseWrapper {
        private final ByteArrayOutputStream copy;
        private @Nullable ServletOutputStream stream;

        TeedResponse(HttpServletResponse response, ByteArrayOutputStream copy) {
            super(response);
            this.copy = copy;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (stream == null) {
                stream = new Tee(super.getOutputStream(), copy);
            }
            return stream;
        }
    }

    private static final class Tee extends ServletOutputStream {
        private final ServletOutputStream stream;
        private final ByteArrayOutputStream copy;

        Tee(ServletOutputStream stream, ByteArrayOutputStream copy) {
            this.stream = stream;
            this.copy = copy;
        }

        @Override
        public void write(int b) throws IOException {
            stream.write(b);
            copy.write(b);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            stream.write(buffer, offset, length);
            copy.write(buffer, offset, length);
        }

        @Override
        public void flush() throws IOException {
            stream.flush();
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            stream.setWriteListener(listener);
        }
    }
}
