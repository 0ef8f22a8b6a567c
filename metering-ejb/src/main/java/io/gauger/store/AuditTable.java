package io.gauger.store;

import static io.gauger.store.AccountTable.constant;
import static io.gauger.store.AccountTable.word;

import io.gauger.account.AuditEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_audit}, to which is only added. */
final class AuditTable {
    private AuditTable() {}

    static void insert(Connection connection, AuditEntry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into gauger_audit (id, time, actor, action,"
                + " object, object_id, before_state, after_state) values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, entry.id());
            insert.setLong(2, entry.time().toEpochMilli());
            insert.setString(3, ColumnText.required(entry.actor(), 255));
            insert.setString(4, word(entry.action()));
            insert.setString(5, entry.object());
            insert.setString(6, entry.objectId());
            insert.setString(7, entry.before());
            insert.setString(8, entry.after());
            insert.executeUpdate();
        }
    }

    static List<AuditEntry> list(Connection connection, @Nullable String objectId, @Nullable UUID after, int limit)
            throws SQLException {
        String sql = "select id, time, actor, action, object, object_id, before_state, after_state from gauger_audit"
                + " where 1 = 1" + (objectId == null ? "" : " and object_id = ?") + (after == null ? "" : " and id < ?")
                + " order by id desc";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setMaxRows(limit);
            int parameter = 1;
            if (objectId != null) {
                select.setString(parameter++, objectId);
            }
            if (after != null) {
                select.setObject(parameter, after);
            }
            return entries(select);
        }
    }

    private static List<AuditEntry> entries(PreparedStatement select) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                entries.add(new AuditEntry(
                        rows.getObject(1, UUID.class),
                        Instant.ofEpochMilli(rows.getLong(2)),
                        rows.getString(3),
                        AuditEntry.Action.valueOf(constant(rows.getString(4))),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getString(7),
                        rows.getString(8)));
            }
        }
        return entries;
    }
}
