package io.gauger.store;

import io.gauger.account.Account;
import io.gauger.account.AuditEntry;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.LedgerEntry;
import io.gauger.ledger.Posting;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link StoredChanges} does with ledgers. */
final class LedgerChanges {
    private static final String BY_HAND = "adjustment:";

    private final Connection connection;
    private final Bulk bulk;
    private final String actor;
    private final long change;
    private final Instant now;
    private final AuditNote audit;

    LedgerChanges(Connection connection, Bulk bulk, String actor, long change, Instant now, AuditNote audit) {
        this.connection = connection;
        this.bulk = bulk;
        this.actor = actor;
        this.change = change;
        this.now = now;
        this.audit = audit;
    }

    /** See {@link LedgerTable#post}; what is new is noted in the audit of the account's ledger. */
    LedgerEntry post(Posting posting) throws SQLException {
        boolean there = LedgerTable.find(connection, posting.reference()).isPresent();
        LedgerEntry entry = LedgerTable.post(connection, bulk, posting, actor, change, now);
        if (!there) {
            audit.of(AuditEntry.Action.CREATE, "ledger", entry.accountId(), null, StateText.of(entry));
        }
        return entry;
    }

    /** In the currency of the account's ledger; its own while there is no entry. */
    LedgerEntry adjust(String accountId, BigDecimal amount, @Nullable String reference, String reason)
            throws SQLException {
        Optional<BalanceRow> balance = BalanceTable.find(connection, bulk, accountId);
        String currency = AccountTable.find(connection, accountId)
                .map(Account::currency)
                .or(() -> balance.map(BalanceRow::currency))
                .orElseThrow(() -> new RefusedChange(Reason.NO_SUCH_ACCOUNT));
        String unique =
                reference == null ? LedgerTable.IDS.next(now.toEpochMilli()).toString() : reference;
        return post(new Posting(accountId, EntryType.ADJUSTMENT, amount, currency, BY_HAND + unique, reason));
    }

    /** Keeps the currency of an account and that of its ledger the same, which ends by the first entry. */
    void agreeOnCurrency(Account account) throws SQLException {
        BalanceRow balance = BalanceTable.lock(connection, bulk, List.of(account.id()), id -> account.currency())
                .get(0);
        if (!balance.currency().equals(account.currency()) && balance.entries() > 0) {
            throw new RefusedChange(Reason.OTHER_CURRENCY);
        }
        BalanceTable.write(connection, bulk, List.of(balance.in(account.currency())));
    }
}
