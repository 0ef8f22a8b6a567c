package io.gauger.measure;

import java.util.List;

/** What providers answer, for tests of other packages: as bodies only. */
public final class ProviderBodies {
    private ProviderBodies() {}

    /** The bodies of all samples, those that are event streams, lines and documents mixed. */
    public static List<String> all() {
        return ProviderAnswers.all().stream().map(ProviderAnswers.Sample::body).toList();
    }
}
