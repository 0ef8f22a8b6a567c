package io.gauger.it.suite;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the application's JAX-RS and Gauger's could get into each other's way: the application's scans, so its server
 * finds the classes of every library too.
 */
final class Neighbours {
    /** Below the application's {@code /api}, where Gauger's resources are not. */
    static final List<String> OF_THE_APPLICATION = List.of(
            "/api/v1/health",
            "/api/v1/records",
            "/api/v1/usage",
            "/api/v1/routes",
            "/api/metering/v1/health",
            "/api/io.gauger.admin",
            "/api/io.gauger.admin/v1/health",
            "/api/io.gauger.admin/api/v1/health");

    /** Below Gauger's {@code /metering}, where the application's resources are not. */
    static final List<String> OF_GAUGER =
            List.of("/metering/rest/json", "/metering/v1/rest/json", "/metering/api/rest/json");

    private Neighbours() {}

    /** What is answered at all these paths to one who has an operator's token. */
    static Map<String, Answer> ask(URI application) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (List<String> paths : List.of(OF_THE_APPLICATION, OF_GAUGER)) {
            for (String path : paths) {
                Ask ask = Ask.get(path).with("Authorization", "Bearer gat_demo");
                answers.put(path, Wire.send(application, ask, "neighbours"));
            }
        }
        return answers;
    }
}
