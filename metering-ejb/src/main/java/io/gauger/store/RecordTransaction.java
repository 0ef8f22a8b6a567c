package io.gauger.store;

import io.gauger.record.UsageRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What one transaction does with records: their rows, what they add to the sums, and what accounts are debited. Safe for concurrent use. */
final class RecordTransaction {
    private final Database database;
    private final Bulk bulk;
    private final Supplier<UUID> node;
    private final UUID incarnation;
    private final StoredRating rating;
    private final LedgerCurrencies currencies = new LedgerCurrencies();

    /**
     * In the name of a node.
     *
     * @param node says under whose id records are summed
     * @param incarnation under which accounts are told to have used what this start of the node recorded
     * @param rating prices what is not priced yet
     */
    RecordTransaction(Database database, Supplier<UUID> node, UUID incarnation, StoredRating rating) {
        this.database = database;
        this.bulk = database.bulk();
        this.node = node;
        this.incarnation = incarnation;
        this.rating = rating;
    }

    /** Does work with what {@link #rows} needs, see {@link LedgerCurrencies#settled}. */
    <T> T settled(Function<Map<String, String>, T> work) {
        return currencies.settled(work);
    }

    /**
     * The rows of records.
     *
     * @param ledgers the currencies of ledgers that are others than this node knew, by account
     */
    List<RecordRow> rows(List<UsageRecord> records, Map<String, String> ledgers) {
        return records.stream()
                .map(record -> new RecordRow(record, rating.rate(record, ledgers)))
                .toList();
    }

    /** Comes before everything else in a transaction. */
    void begin(Connection connection) throws SQLException {
        database.beginWriting(connection);
    }

    /**
     * Writes those that are not there yet.
     *
     * @param maybeThere whether some may be there
     * @param own whether this start of the node recorded all of them, so that they count against its portions
     * @return what was not looked at, as it is older than what is kept
     * @throws OtherCurrency if the ledger of an account is of another currency than the prices of its records
     */
    TooOld write(Connection connection, List<RecordRow> rows, boolean maybeThere, boolean own) throws SQLException {
        Horizon horizon = Horizon.hold(connection, database);
        List<RecordRow> kept =
                rows.stream().filter(row -> horizon.covers(row.id)).toList();
        Debits.mark(kept);
        List<RecordRow> written = bulk.insertMissing(connection, RecordTable.TABLE, kept, maybeThere);
        RollupTable.add(connection, bulk, Rollup.of(written, node.get()));
        UUID writer = own ? incarnation : node.get();
        AccountUse.add(connection, bulk, written, writer);
        Spend.add(connection, bulk, written, writer);
        Debits.post(connection, bulk, written, rating);
        return TooOld.of(rows, horizon);
    }
}
