package io.gauger.store;

import io.gauger.account.AuditEntry;
import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Posting;
import io.gauger.record.RecordId;
import io.gauger.rerate.AccountRerating;
import io.gauger.rerate.Rerating;
import io.gauger.rerate.ReratingOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** What {@link StoredChanges} does with re-ratings. */
final class ReratingChanges {
    private static final RecordId IDS = new RecordId();

    private final Connection connection;
    private final Bulk bulk;
    private final String actor;
    private final long change;
    private final Instant now;
    private final AuditNote audit;
    private final LedgerChanges ledger;

    ReratingChanges(
            Connection connection,
            Bulk bulk,
            String actor,
            long change,
            Instant now,
            AuditNote audit,
            LedgerChanges ledger) {
        this.connection = connection;
        this.bulk = bulk;
        this.actor = actor;
        this.change = change;
        this.now = now;
        this.audit = audit;
        this.ledger = ledger;
    }

    Rerating create(ReratingOrder order) throws SQLException {
        refuseRemoved(connection, order);
        String id = "rerating_" + IDS.next(now.toEpochMilli()).toString().replace("-", "");
        Rerating made = new Rerating(id, order, actor, now, null);
        RerateTable.insert(connection, made);
        audit.of(AuditEntry.Action.CREATE, "rerating", id, null, StateText.of(order));
        return made;
    }

    /**
     * Makes the lines of a run count, and posts their sum.
     *
     * @return false if the account was re-rated since the run began, so that it has to be done again
     */
    boolean settle(Rerating rerating, AccountRater.Run run) throws SQLException {
        AccountRerating sums = run.sums();
        String account = sums.name();
        if (ReratedAccounts.isDone(connection, rerating.id(), account)) {
            return true;
        }
        if (ReratedAccounts.lastChange(connection, account) != run.lastChange()) {
            return false;
        }
        refuseRemoved(connection, rerating.order());
        ReratedAccounts.insert(
                connection,
                bulk,
                new ReratedAccounts.Row(
                        ReratedAccounts.idOf(rerating.id(), account), rerating.id(), run.id(), sums, change));
        if (sums.difference().signum() != 0) {
            ledger.post(new Posting(
                    account,
                    EntryType.ADJUSTMENT,
                    sums.difference().negate(),
                    sums.currency(),
                    reference(rerating.id(), account),
                    rerating.order().reason()));
        }
        return true;
    }

    static String reference(String rerating, String account) {
        return "rerating:" + rerating + ":" + account;
    }

    /** It is told before the first record goes; so as long as it is not told, all that was read was there. */
    static void refuseRemoved(Connection connection, ReratingOrder order) throws SQLException {
        if (Horizon.read(connection).keptFrom() > order.from().toEpochMilli()) {
            throw new RefusedChange(Reason.RECORDS_REMOVED);
        }
    }
}
