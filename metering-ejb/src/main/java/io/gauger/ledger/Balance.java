package io.gauger.ledger;

import java.math.BigDecimal;

/**
 * What an account's ledger comes to.
 *
 * @param accountId whose
 * @param currency of its money, ISO 4217
 * @param balance the sum of its entries; what it owes, below zero; scale 12
 * @param credits the sum of its entries but for usage; scale 12
 * @param entries how many there are
 */
public record Balance(String accountId, String currency, BigDecimal balance, BigDecimal credits, long entries) {}
