package io.gauger.runtime;

import io.gauger.account.Administration;
import io.gauger.account.Directory;
import io.gauger.account.OperatorTokens;
import io.gauger.admit.KeyCheck;
import io.gauger.alert.Alerts;
import io.gauger.bill.Invoices;
import io.gauger.ledger.Ledger;
import io.gauger.pay.Payments;
import io.gauger.rerate.Reratings;
import io.gauger.reserve.Periods;
import io.gauger.route.Route;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.Reconciler;
import io.gauger.usage.RecordReader;
import io.gauger.usage.UsageReader;
import java.util.List;

/** The application's metering as the admin API sees it. Safe for concurrent use. */
public interface Gauger {
    /** The routes of the deployment. */
    List<Route> routes();

    /** How many bytes of an answer are kept for an expression that needs it as a whole. */
    int maxKeptBytes();

    Health health();

    /** In which currency requests are priced that belong to no stored account, and the default of all that has one; ISO 4217. */
    String currency();

    RecordReader records();

    UsageReader usage();

    /** Compares the records with the sums of them. */
    Reconciler reconciler();

    /** What accounts owe. */
    Invoices invoices();

    /** Prices periods anew, and proves what they were priced by. */
    Reratings reratings();

    OperatorTokens operatorTokens();

    /** Whose a customer's key is. */
    KeyCheck customerKeys();

    /** Which period of a budget or limit a time is in. */
    Periods periods();

    /** Accounts, keys, plans, prices, budgets, operator tokens, stored routes and the audit. */
    Directory directory();

    /** Changes accounts, keys, plans, budgets, operator tokens and stored routes. */
    Administration administration();

    /** Alerts of budgets, and their webhooks. */
    Alerts alerts();

    /** What accounts paid, were charged, and have left. */
    Ledger ledger();
    /** Credits that are sold and bought. */
    Payments payments();

    /** The records that the database refused. */
    DeadLetters deadLetters();
}
