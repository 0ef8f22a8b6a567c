package io.gauger.it.host;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Empty, so the server looks for resources and providers by itself, also in the libraries. */
@ApplicationPath("/api")
public class HostApi extends Application {}
