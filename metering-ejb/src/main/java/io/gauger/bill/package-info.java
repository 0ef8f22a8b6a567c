/**
 * What is put on an account's invoice, and what it comes to; docs/decisions/0016-money.md is the reasoning. May depend on
 * accounts and on the ledger. Start with {@link io.gauger.bill.Invoices}, then {@link io.gauger.bill.PlanCharge}.
 */
@NullMarked
package io.gauger.bill;

import org.jspecify.annotations.NullMarked;
