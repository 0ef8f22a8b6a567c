package io.gauger.admin;

import java.util.Map;
import java.util.TreeMap;

/** Who may ask what; an endpoint without a line here fails {@link AuthorizationTest}. */
final class EndpointRules {
    private EndpointRules() {}

    /** What an endpoint needs. */
    enum Rule {
        /** An operator who may read. */
        READ,
        /** The same, asked by POST: it changes nothing, but is none for other sites' pages. */
        ASK,
        /** An operator who may read, or a customer whose own it is; what is not is not there. */
        OWN,
        /** An operator who may change things. */
        WRITE,
        /** The same, or a customer for its own account. */
        BUY,
        /** Everybody: who it is shows by a signature. */
        SIGNED
    }

    static final Map<String, Rule> RULES = new TreeMap<>(Map.ofEntries(
            Map.entry("GET v1/usage", Rule.OWN),
            Map.entry("GET v1/accounts/{id}/invoice", Rule.OWN),
            Map.entry("GET v1/records", Rule.OWN),
            Map.entry("GET v1/records/export", Rule.OWN),
            Map.entry("GET v1/records/{id}", Rule.OWN),
            Map.entry("GET v1/routes", Rule.READ),
            Map.entry("POST v1/routes", Rule.WRITE),
            Map.entry("GET v1/routes/{id}", Rule.READ),
            Map.entry("PATCH v1/routes/{id}", Rule.WRITE),
            Map.entry("DELETE v1/routes/{id}", Rule.WRITE),
            Map.entry("POST v1/expressions/validate", Rule.ASK),
            Map.entry("POST v1/expressions/evaluate", Rule.ASK),
            Map.entry("GET v1/reconciliation", Rule.READ),
            Map.entry("GET v1/health", Rule.READ),
            Map.entry("GET v1/dead-letters", Rule.READ),
            Map.entry("POST v1/dead-letters/{id}/redrive", Rule.WRITE),
            Map.entry("GET v1/alerts", Rule.OWN),
            Map.entry("GET v1/webhook-deliveries", Rule.READ),
            Map.entry("POST v1/webhook-deliveries/{id}/retry", Rule.WRITE),
            Map.entry("GET v1/accounts", Rule.OWN),
            Map.entry("POST v1/accounts", Rule.WRITE),
            Map.entry("GET v1/accounts/{id}", Rule.OWN),
            Map.entry("PATCH v1/accounts/{id}", Rule.WRITE),
            Map.entry("DELETE v1/accounts/{id}", Rule.WRITE),
            Map.entry("GET v1/accounts/{id}/budget", Rule.OWN),
            Map.entry("PUT v1/accounts/{id}/budget", Rule.WRITE),
            Map.entry("DELETE v1/accounts/{id}/budget", Rule.WRITE),
            Map.entry("GET v1/accounts/{id}/ledger", Rule.OWN),
            Map.entry("POST v1/accounts/{id}/adjustments", Rule.WRITE),
            Map.entry("GET v1/keys", Rule.OWN),
            Map.entry("POST v1/keys", Rule.WRITE),
            Map.entry("GET v1/keys/{id}", Rule.OWN),
            Map.entry("PATCH v1/keys/{id}", Rule.WRITE),
            Map.entry("DELETE v1/keys/{id}", Rule.WRITE),
            Map.entry("POST v1/keys/{id}/rotate", Rule.WRITE),
            Map.entry("GET v1/keys/{id}/usage", Rule.OWN),
            Map.entry("GET v1/plans", Rule.OWN),
            Map.entry("POST v1/plans", Rule.WRITE),
            Map.entry("GET v1/plans/{id}", Rule.OWN),
            Map.entry("PATCH v1/plans/{id}", Rule.WRITE),
            Map.entry("DELETE v1/plans/{id}", Rule.WRITE),
            Map.entry("GET v1/prices", Rule.READ),
            Map.entry("POST v1/prices", Rule.WRITE),
            Map.entry("GET v1/prices/{id}", Rule.READ),
            Map.entry("DELETE v1/prices/{id}", Rule.WRITE),
            Map.entry("GET v1/prices/effective", Rule.READ),
            Map.entry("GET v1/prices/unknown", Rule.READ),
            Map.entry("GET v1/reratings", Rule.READ),
            Map.entry("POST v1/reratings", Rule.WRITE),
            Map.entry("GET v1/reratings/{id}", Rule.READ),
            Map.entry("GET v1/reratings/{id}/records", Rule.READ),
            Map.entry("GET v1/reratings/verification", Rule.READ),
            Map.entry("GET v1/operator-tokens", Rule.READ),
            Map.entry("POST v1/operator-tokens", Rule.WRITE),
            Map.entry("GET v1/operator-tokens/{id}", Rule.READ),
            Map.entry("PATCH v1/operator-tokens/{id}", Rule.WRITE),
            Map.entry("DELETE v1/operator-tokens/{id}", Rule.WRITE),
            Map.entry("GET v1/credit-packages", Rule.OWN),
            Map.entry("GET v1/purchases", Rule.OWN),
            Map.entry("POST v1/purchases", Rule.BUY),
            Map.entry("GET v1/purchases/{id}", Rule.OWN),
            Map.entry("POST v1/purchases/{id}/refund", Rule.WRITE),
            Map.entry("POST v1/webhooks/stripe", Rule.SIGNED),
            Map.entry("GET v1/audit", Rule.READ)));

    /** Where a list can be asked for one account. */
    static final Map<String, String> FILTERS = Map.of(
            "GET v1/usage", "account",
            "GET v1/records", "account_id",
            "GET v1/keys", "account_id",
            "GET v1/purchases", "account_id",
            "GET v1/alerts", "account_id");
}
