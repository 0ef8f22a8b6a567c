package io.gauger.benchmark.rival;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** What users write by hand: Spring's wrapper holds the answer back, Jackson reads it, then it is sent. */
final class SpringWithJackson implements Rival {
    private final JsonFactory json = new JsonFactory();
    private @Nullable Usage usage;
    private long bytes;

    @Override
    public void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept);
        bytes = kept.getContentSize();
        usage = read(kept);
        kept.copyBodyToResponse();
    }

    @Override
    public Seen seen() {
        return new Seen(bytes, usage);
    }

    private @Nullable Usage read(ContentCachingResponseWrapper kept) throws IOException {
        UsageBuilder found = new UsageBuilder();
        String type = String.valueOf(kept.getContentType());
        if (type.startsWith("application/json")) {
            try (JsonParser parser = json.createParser(kept.getContentInputStream())) {
                document(parser, found);
            }
        } else if (type.startsWith("text/event-stream")) {
            Events.each(kept.getContentAsByteArray(), (stream, offset, length) -> {
                try (JsonParser parser = json.createParser(stream, offset, length)) {
                    document(parser, found);
                }
            });
        }
        return found.build();
    }

    private static void document(JsonParser parser, UsageBuilder found) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "credits" -> found.units = parser.getLongValue();
                case "model" -> found.model = parser.getText();
                case "usage" -> usage(parser, value, found);
                default -> parser.skipChildren();
            }
        }
    }

    private static void usage(JsonParser parser, JsonToken value, UsageBuilder found) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "prompt_tokens" -> found.promptTokens = parser.getLongValue();
                case "completion_tokens" -> found.completionTokens = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
    }
}
