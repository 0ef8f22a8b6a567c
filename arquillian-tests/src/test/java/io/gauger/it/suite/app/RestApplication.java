package io.gauger.it.suite.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Empty, so that the server looks for resources by itself. */
@ApplicationPath("/api")
public class RestApplication extends Application {}
