package io.gauger.runtime;

import io.gauger.account.Administration;
import io.gauger.account.Directory;
import io.gauger.account.OperatorTokens;
import io.gauger.route.Route;
import io.gauger.usage.DeadLetters;
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

    /** Accounts, keys and the audit. */
    Directory directory();

    /** Changes accounts and keys. */
    Administration administration();

    /** The records that the database refused. */
    DeadLetters deadLetters();
}
