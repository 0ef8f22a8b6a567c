package io.gauger.store;

import io.gauger.ledger.Balance;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ledger and balances from their tables. */
final class StoredLedger implements Ledger {
    private final EntityManagers managers;
    private final Bulk bulk;

    StoredLedger(EntityManagers managers, Bulk bulk) {
        this.managers = managers;
        this.bulk = bulk;
    }

    @Override
    public Optional<Balance> balance(String accountId) {
        return managers.query(
                connection -> BalanceTable.find(connection, bulk, accountId).map(BalanceRow::toBalance));
    }

    @Override
    public List<LedgerEntry> entries(Query query, @Nullable Long before, int limit) {
        return managers.query(connection -> LedgerTable.list(connection, query, before, limit));
    }
}
