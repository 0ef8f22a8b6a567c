/**
 * What accounts paid, were charged, and have left: values and ports only; the store implements them. May depend on
 * nothing of ours. Start with {@link io.gauger.ledger.Ledger}.
 */
@NullMarked
package io.gauger.ledger;

import org.jspecify.annotations.NullMarked;
