/**
 * Credits that are bought: packages, purchases, refunds, what is left of each, and the port to whoever takes the money. Values
 * and ports; the store keeps them. May depend on settings, prices and ledger; the only package that knows Stripe. Start with
 * {@link io.gauger.pay.Payments}.
 */
@NullMarked
package io.gauger.pay;

import org.jspecify.annotations.NullMarked;
