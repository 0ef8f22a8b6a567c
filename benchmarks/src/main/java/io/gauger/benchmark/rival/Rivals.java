package io.gauger.benchmark.rival;

import io.gauger.benchmark.rival.Rival.Reach;
import jakarta.servlet.ServletException;

/** All that are compared. */
public enum Rivals {
    /** What everything is compared with. */
    NO_FILTER("no filter", Reach.NOTHING),
    /** The least that a meter can do. */
    COUNTING("counting wrapper", Reach.BYTES),
    /** Ours. */
    GAUGER("Gauger", Reach.USAGE),
    /** What users write by hand. */
    SPRING_JACKSON("Spring caching wrapper + Jackson streaming", Reach.USAGE),
    /** The same with what the platform has. */
    JSON_P("JSON-P over a tee", Reach.USAGE),
    /** A filter that logs. */
    LOGBOOK("Zalando Logbook", Reach.BODY),
    /** A filter that captures for a service. */
    MOESIF("Moesif capture", Reach.BODY);

    private final String title;
    private final Reach reach;

    Rivals(String title, Reach reach) {
        this.title = title;
        this.reach = reach;
    }

    /** As the table names it. */
    public String title() {
        return title;
    }

    public Reach reach() {
        return reach;
    }

    /** Makes it, as an application would. */
    public Rival make() throws ServletException {
        return switch (this) {
            case NO_FILTER -> new NoFilter();
            case COUNTING -> new CountingFilter();
            case GAUGER -> new Gauger();
            case SPRING_JACKSON -> new SpringWithJackson();
            case JSON_P -> new TeeWithJsonP();
            case LOGBOOK -> new ZalandoLogbook();
            case MOESIF -> new MoesifCapture();
        };
    }
}
