package io.gauger.runtime;

import io.gauger.route.Route;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.OperatorTokens;
import io.gauger.usage.Reconciler;
import io.gauger.usage.RecordReader;
import io.gauger.usage.UsageReader;
import java.util.List;

/** The application's metering as the admin API sees it. Safe for concurrent use. */
public interface Gauger {
    /** The routes that are metered. */
    List<Route> routes();

    Health health();

    RecordReader records();

    UsageReader usage();

    /** Compares the records with the sums of them. */
    Reconciler reconciler();

    OperatorTokens operatorTokens();

    /** The records that the database refused. */
    DeadLetters deadLetters();
}
