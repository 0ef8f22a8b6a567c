package io.gauger.sample;

import io.gauger.sample.openai.ChatCompletionsResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/**
 * The REST part of the sample, under {@code /v1}. The servlets beside it ({@code /v1/messages}, {@code /v1/files/*},
 * {@code /v1/ping}, {@code /v1/fail/*}) have longer or exact mappings, which win over this one (Servlet 6.0, 12.1).
 */
@ApplicationPath("/v1")
public class SampleApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ChatCompletionsResource.class, TieredResource.class);
    }
}
