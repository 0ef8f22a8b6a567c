package io.gauger.it.suite.app;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Map;

/** Answers by way of JAX-RS. */
@Path("rest")
public class RestResource {

    @GET
    @Path("json")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> json() {
        return Map.of("tokens", 21);
    }

    @GET
    @Path("streaming")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public StreamingOutput streaming() {
        return out -> {
            for (int i = 0; i < 50; i++) {
                out.write(Endpoint.pattern(1000));
            }
        };
    }

    @GET
    @Path("suspended")
    @Produces(MediaType.TEXT_PLAIN)
    public void suspended(@Suspended AsyncResponse response) {
        new Thread(() -> response.resume("resumed")).start();
    }

    @GET
    @Path("not-found")
    @Produces(MediaType.TEXT_PLAIN)
    public String notFound() {
        throw new WebApplicationException(Response.status(404)
                .type(MediaType.TEXT_PLAIN)
                .entity("no such thing")
                .build());
    }

    @GET
    @Path("throws")
    @Produces(MediaType.TEXT_PLAIN)
    public String failing() {
        throw new UnsupportedOperationException("as intended");
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse) {
        new Thread(() -> {
                    try (sink) {
                        for (String data : List.of("one", "two", "three")) {
                            sink.send(sse.newEvent(data)).toCompletableFuture().join();
                        }
                    }
                })
                .start();
    }
}
