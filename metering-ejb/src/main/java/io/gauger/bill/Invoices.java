package io.gauger.bill;

import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes invoices from what is stored, of one moment. Throws {@code StoreUnavailableException} if the database cannot be asked.
 * Implementations are safe for concurrent use.
 */
public interface Invoices {
    /**
     * The invoice of an account for a month of its time zone. One that only the deployment names has the currency of its ledger, and
     * is in UTC.
     *
     * @param month null for the one that is now
     * @return empty for an account that is not stored and has no ledger
     */
    Optional<Invoice> of(String accountId, @Nullable YearMonth month);
}
