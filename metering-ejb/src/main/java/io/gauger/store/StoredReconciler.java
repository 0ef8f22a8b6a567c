package io.gauger.store;

import io.gauger.usage.LedgerProof;
import io.gauger.usage.QuarterHours;
import io.gauger.usage.Reconciler;
import io.gauger.usage.Reconciliation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reconciles in a transaction that sees one moment, so that who writes meanwhile makes no difference. */
final class StoredReconciler implements Reconciler {
    private final EntityManagers managers;
    private final Database database;
    private final StoredInvoices invoices;

    StoredReconciler(EntityManagers managers, Database database, StoredInvoices invoices) {
        this.managers = managers;
        this.database = database;
        this.invoices = invoices;
    }

    @Override
    public Reconciliation reconcile(QuarterHours range) {
        return managers.query(connection -> {
            try (LiftedLimit limit = LiftedLimit.on(connection);
                    Snapshot moment = database.beginSnapshot(limit.connection())) {
                return compare(moment.connection(), range);
            }
        });
    }

    private Reconciliation compare(Connection connection, QuarterHours range) throws SQLException {
        long deadLetters = deadLetters(connection, range);
        Instant keptFrom = Horizon.read(connection).instant();
        QuarterHours compared = keptFrom == null || !keptFrom.isAfter(range.from()) ? range : rest(range, keptFrom);
        Comparison comparison = Comparison.of(connection, compared);
        return new Reconciliation(
                range,
                compared.equals(range) ? null : compared.from(),
                comparison.records().measures(),
                comparison.rollups().measures(),
                deadLetters,
                comparison.differences().named(),
                comparison.differences().more(),
                prove(connection, compared, keptFrom));
    }

    private LedgerProof prove(Connection connection, QuarterHours range, @Nullable Instant keptFrom)
            throws SQLException {
        LedgerDifferences differences = new LedgerDifferences();
        LedgerChains chains = new LedgerChains(differences);
        chains.compare(connection);
        SpendComparison spend = new SpendComparison(connection, differences);
        spend.compareDebits(chains.debits());
        long from = range.from().toEpochMilli();
        long to = range.to().toEpochMilli();
        spend.compare(from, to);
        new DebitComparison(connection, differences)
                .compare(
                        StoredRecordReader.first(from),
                        StoredRecordReader.first(to),
                        StoredRecordReader.first(keptFrom == null ? 0 : keptFrom.toEpochMilli()));
        new PlanComparison(connection, differences).compare();
        new InvoiceComparison(connection, invoices, differences).compare(chains.billed());
        return new LedgerProof(chains.accounts(), chains.entries(), differences.named(), differences.more());
    }

    /** Without the quarter hour of which some records are kept and others are not. */
    private static QuarterHours rest(QuarterHours range, Instant keptFrom) {
        if (!keptFrom.isBefore(range.to())) {
            return new QuarterHours(range.to(), range.to());
        }
        return new QuarterHours(new QuarterHours(keptFrom, keptFrom).to(), range.to());
    }

    private static long deadLetters(Connection connection, QuarterHours range) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from gauger_dead_letter where id >= ? and id < ?")) {
            select.setObject(1, StoredRecordReader.first(range.from().toEpochMilli()));
            select.setObject(2, StoredRecordReader.first(range.to().toEpochMilli()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
