package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.account.RefusedChange;
import io.gauger.account.RefusedChange.Reason;
import io.gauger.ledger.EntryType;
import io.gauger.ledger.Ledger;
import io.gauger.ledger.LedgerEntry;
import io.gauger.ledger.LedgerEntry.Debited;
import io.gauger.ledger.Posting;
import io.gauger.record.RecordId;
import io.gauger.reserve.Period;
import io.gauger.store.Table.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_ledger}, to which is only added. */
final class LedgerTable {
    static final RecordId IDS = new RecordId();

    private static final List<EntryType> CREDITS =
            Arrays.stream(EntryType.values()).filter(EntryType::isCredit).toList();

    private static final String SELECT = "select id, account_id, sequence, time, type, amount, balance_after, currency,"
            + " reference, reason, actor, batch, record_count, first_record, last_record from gauger_ledger";

    /** A part for each type, as not every database finds several types by one search of an index. */
    private static final String WITHOUT_DEBITS = CREDITS.stream()
            .map(type -> SELECT + " where account_id = ? and type = '" + word(type) + "' and time >= ? and time < ?")
            .collect(Collectors.joining(" union all ", "", " order by sequence"));

    private static final Table<LedgerEntry> TABLE = Table.named("gauger_ledger", LedgerEntry::id)
            .column("account_id", Kind.TEXT, LedgerEntry::accountId)
            .column("sequence", Kind.WHOLE, LedgerEntry::sequence)
            .column("time", Kind.WHOLE, entry -> entry.time().toEpochMilli())
            .column("type", Kind.TEXT, entry -> word(entry.type()))
            .column("amount", Kind.DECIMAL, LedgerEntry::amount)
            .column("balance_after", Kind.DECIMAL, LedgerEntry::balanceAfter)
            .column("currency", Kind.TEXT, LedgerEntry::currency)
            .column("reference", Kind.TEXT, LedgerEntry::reference)
            .column("reason", Kind.TEXT, LedgerEntry::reason)
            .column("actor", Kind.TEXT, LedgerEntry::actor)
            .column("batch", Kind.WHOLE, entry -> link(entry, Debited::batch))
            .column("record_count", Kind.WHOLE, entry -> link(entry, Debited::records))
            .column("first_record", Kind.ID, entry -> link(entry, Debited::first))
            .column("last_record", Kind.ID, entry -> link(entry, Debited::last))
            .build();

    private LedgerTable() {}

    /**
     * Posts, in the transaction of an administrative change, which has taken its number: so nobody else posts meanwhile. It
     * comes last in the transaction, as it locks the balance, for which the writer of records waits.
     *
     * @return what was posted; what is there already if it has the same reference and says the same
     * @throws RefusedChange if what has the same reference says something else, or the account's ledger has another currency
     */
    static LedgerEntry post(Connection connection, Bulk bulk, Posting posting, String actor, long change, Instant now)
            throws SQLException {
        Optional<LedgerEntry> there = find(connection, posting.reference());
        if (there.isPresent()) {
            refuseUnlike(there.get(), posting);
            return there.get();
        }
        BalanceRow before = BalanceTable.lock(
                        connection, bulk, List.of(posting.accountId()), account -> posting.currency())
                .get(0);
        if (before.stored() && !before.currency().equals(posting.currency())) {
            throw new RefusedChange(Reason.OTHER_CURRENCY);
        }
        BalanceRow after = before.in(posting.currency()).posted(posting.type(), posting.amount(), change);
        BalanceTable.write(connection, bulk, List.of(after));
        LedgerEntry entry = new LedgerEntry(
                IDS.next(now.toEpochMilli()),
                posting.accountId(),
                after.entries(),
                now,
                posting.type(),
                posting.amount(),
                after.balance(),
                posting.currency(),
                posting.reference(),
                posting.reason(),
                ColumnText.required(actor, 255),
                null);
        insert(connection, bulk, List.of(entry));
        return entry;
    }

    /** Inserts entries that the locked balances tell of. */
    static void insert(Connection connection, Bulk bulk, List<LedgerEntry> entries) throws SQLException {
        bulk.insert(connection, TABLE, entries);
    }

    /** The entry of this reference. */
    static Optional<LedgerEntry> find(Connection connection, String reference) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where reference = ?")) {
            select.setString(1, reference);
            return entries(select).stream().findFirst();
        }
    }

    /** See {@link Ledger#entries}. */
    static List<LedgerEntry> list(Connection connection, Ledger.Query query, @Nullable Long before, int limit)
            throws SQLException {
        Instant from = query.from();
        Instant to = query.to();
        EntryType type = query.type();
        String sql = SELECT + " where account_id = ?" + (before == null ? "" : " and sequence < ?")
                + (type == null ? "" : " and type = ?") + (from == null ? "" : " and time >= ?")
                + (to == null ? "" : " and time < ?") + " order by sequence desc";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setMaxRows(limit);
            int place = 1;
            select.setString(place++, query.accountId());
            if (before != null) {
                select.setLong(place++, before);
            }
            if (type != null) {
                select.setString(place++, word(type));
            }
            if (from != null) {
                select.setLong(place++, from.toEpochMilli());
            }
            if (to != null) {
                select.setLong(place, to.toEpochMilli());
            }
            return entries(select);
        }
    }

    /** All of one account and period but debits of usage, in their order. */
    static List<LedgerEntry> withoutDebits(Connection connection, String accountId, Period period) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(WITHOUT_DEBITS)) {
            int place = 1;
            for (int i = 0; i < CREDITS.size(); i++) {
                select.setString(place++, accountId);
                select.setLong(place++, period.start());
                select.setLong(place++, period.end());
            }
            return entries(select);
        }
    }

    /** Entries of one account with greater numbers than this, in their order, at most so many. */
    static List<LedgerEntry> page(Connection connection, String accountId, long after, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " where account_id = ? and sequence > ? order by sequence")) {
            select.setMaxRows(limit);
            select.setString(1, accountId);
            select.setLong(2, after);
            return entries(select);
        }
    }

    /** What was debited with a batch, which is one debit for each account. */
    static List<Debited> ofBatch(Connection connection, long batch) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " where batch = ?")) {
            select.setLong(1, batch);
            return entries(select).stream()
                    .flatMap(entry -> Stream.ofNullable(entry.debited()))
                    .toList();
        }
    }

    private static void refuseUnlike(LedgerEntry there, Posting posting) {
        if (!there.accountId().equals(posting.accountId())
                || there.type() != posting.type()
                || there.amount().compareTo(posting.amount()) != 0
                || !there.currency().equals(posting.currency())) {
            throw new RefusedChange(Reason.REFERENCE_TAKEN);
        }
    }

    private static <T> @Nullable T link(LedgerEntry entry, Function<Debited, T> part) {
        Debited debited = entry.debited();
        return debited == null ? null : part.apply(debited);
    }

    private static List<LedgerEntry> entries(PreparedStatement select) throws SQLException {
        List<LedgerEntry> entries = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                entries.add(entry(rows));
            }
        }
        return entries;
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        long batch = row.getLong(12);
        Debited debited = row.wasNull()
                ? null
                : new Debited(batch, row.getLong(13), row.getObject(14, UUID.class), row.getObject(15, UUID.class));
        return new LedgerEntry(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getLong(3),
                Instant.ofEpochMilli(row.getLong(4)),
                EntryType.valueOf(constant(row.getString(5))),
                row.getBigDecimal(6),
                row.getBigDecimal(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                debited);
    }
}
