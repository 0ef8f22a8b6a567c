package io.gauger.pay;

/**
 * Where a purchase is paid.
 *
 * @param session the payment provider's name for it
 * @param url the page to lead the customer to
 */
public record Checkout(String session, String url) {}
