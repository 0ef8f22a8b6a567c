package io.gauger.account;

/**
 * Who uses the admin API.
 *
 * @param name how the audit names this operator; no secret
 * @param mayWrite whether changes are permitted; reading is to every operator
 */
public record Operator(String name, boolean mayWrite) {}
