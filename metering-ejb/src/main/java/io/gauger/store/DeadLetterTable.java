package io.gauger.store;

import io.gauger.record.UsageRecord;
import io.gauger.store.Table.Kind;
import io.gauger.usage.DeadLetter;
import io.gauger.usage.DeadLetters;
import io.gauger.usage.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_dead_letter}. Safe for concurrent use. */
final class DeadLetterTable implements DeadLetters {
    private static final int LONGEST_REASON = 512;

    private static final Table<DeadLetter> TABLE = Table.<DeadLetter>named(
                    "gauger_dead_letter", letter -> letter.record().id())
            .column("since", Kind.WHOLE, letter -> letter.since().toEpochMilli())
            .column("reason", Kind.TEXT, letter -> ColumnText.required(letter.reason(), LONGEST_REASON))
            .column("record", Kind.BYTES, letter -> RecordBytes.of(letter.record()))
            .build();

    private final EntityManagers managers;
    private final RecordTransaction records;
    private final Bulk bulk;
    private final AtomicLong known = new AtomicLong();

    DeadLetterTable(EntityManagers managers, RecordTransaction records, Bulk bulk) {
        this.managers = managers;
        this.records = records;
        this.bulk = bulk;
        known.set(managers.inTransaction(DeadLetterTable::count));
    }

    /** Puts records aside; those that are there already stay as they are. */
    void add(List<DeadLetter> letters) {
        known.set(managers.inTransaction(connection -> {
            bulk.insertMissing(connection, TABLE, letters, true);
            return count(connection);
        }));
    }

    @Override
    public long count() {
        return known.get();
    }

    @Override
    public List<DeadLetter> list(@Nullable UUID after, int limit) {
        return managers.query(connection -> {
            String sql = "select since, reason, record from gauger_dead_letter" + (after == null ? "" : " where id < ?")
                    + " order by id desc";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setMaxRows(limit);
                if (after != null) {
                    select.setObject(1, after);
                }
                return letters(select);
            }
        });
    }

    @Override
    public Outcome redrive(UUID id) {
        try {
            return records.settled(ledgers -> managers.inTransaction(connection -> redrive(connection, id, ledgers)));
        } catch (StoreUnavailableException e) {
            if (FailureKind.of(e) == FailureKind.DATA) {
                return Outcome.REFUSED;
            }
            throw e;
        }
    }

    private Outcome redrive(Connection connection, UUID id, Map<String, String> ledgers) throws SQLException {
        records.begin(connection);
        List<DeadLetter> letters = locked(connection, id);
        if (letters.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        UsageRecord record = letters.get(0).record();
        TooOld tooOld = records.write(connection, records.rows(List.of(record), ledgers), true, false);
        if (tooOld.contains(record)) {
            return Outcome.REFUSED;
        }
        delete(connection, id);
        known.set(count(connection));
        return Outcome.WRITTEN;
    }

    private static List<DeadLetter> locked(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select since, reason, record from gauger_dead_letter where id = ? for update")) {
            select.setObject(1, id);
            return letters(select);
        }
    }

    private static List<DeadLetter> letters(PreparedStatement select) throws SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                letters.add(new DeadLetter(
                        RecordBytes.read(rows.getBytes(3)), Instant.ofEpochMilli(rows.getLong(1)), rows.getString(2)));
            }
        }
        return letters;
    }

    private static void delete(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from gauger_dead_letter where id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from gauger_dead_letter");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
