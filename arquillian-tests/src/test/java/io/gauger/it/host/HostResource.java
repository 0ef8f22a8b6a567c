package io.gauger.it.host;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Resources of the host, one of which has a path that Gauger has too. */
@Path("v1")
@Produces(MediaType.TEXT_PLAIN)
public class HostResource {

    /** Greets. */
    @GET
    @Path("greeting/{who}")
    public String greet(@PathParam("who") String who) {
        return "Hello " + who;
    }

    /** What the host calls usage. */
    @GET
    @Path("usage")
    public String usage() {
        return "the host's own usage";
    }

    /** Fails by an exception of the host's. */
    @GET
    @Path("failure")
    public String fail() {
        throw new IllegalStateException("the host's own secret");
    }
}
