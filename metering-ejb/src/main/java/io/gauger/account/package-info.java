/**
 * Customers' accounts, their keys, operators, and how these are changed: values and ports only; the store implements
 * them. May depend on admission and the ledger. Start with {@link io.gauger.account.Administration}.
 */
@NullMarked
package io.gauger.account;

import org.jspecify.annotations.NullMarked;
