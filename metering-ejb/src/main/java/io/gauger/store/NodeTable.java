package io.gauger.store;

import io.gauger.node.KnownNode;
import io.gauger.node.KnownNode.State;
import io.gauger.node.NodeDescription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code gauger_node}. Times are by the database's clock, in milliseconds since 1970-01-01T00:00Z. */
final class NodeTable {
    /** A node that says nothing for so long is taken for dead. */
    static final Duration SILENT_AFTER = Duration.ofMinutes(3);

    /** Of more than these nobody wants to read; there are as many only where each start is another node. */
    private static final int MOST_LISTED = 100;

    private static final int NAME = 255;
    private static final int PATH = 1024;
    private static final int VERSION = 64;

    private NodeTable() {}

    /**
     * A node's last sign of life.
     *
     * @param beat made anew with each; null if the node was stopped in order
     */
    record SignOfLife(@Nullable UUID beat, long lastSeen) {
        /** A clock that was set back makes it no younger. */
        boolean isOld(long now) {
            return Math.abs(now - lastSeen) >= SILENT_AFTER.toMillis();
        }
    }

    /** That of the node with this id, which others cannot change until the transaction ends; null if it is unknown. */
    static @Nullable SignOfLife lock(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select beat, last_seen from gauger_node where id = ? for update")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new SignOfLife(row.getObject(1, UUID.class), row.getLong(2)) : null;
            }
        }
    }

    /** Notes that the node lives; it is there already, or not, as said. */
    static void note(Connection connection, UUID id, SignOfLife sign, NodeDescription node, boolean there)
            throws SQLException {
        String sql = there
                ? "update gauger_node set beat = ?, last_seen = ?, started_at = ?, host = ?, directory = ?,"
                        + " application = ?, server = ?, version = ? where id = ?"
                : "insert into gauger_node (beat, last_seen, started_at, host, directory, application, server, version,"
                        + " id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement note = connection.prepareStatement(sql)) {
            note.setObject(1, sign.beat());
            note.setLong(2, sign.lastSeen());
            note.setLong(3, node.startedAt().toEpochMilli());
            note.setString(4, ColumnText.required(node.host(), NAME));
            note.setString(5, ColumnText.optional(node.directory(), PATH));
            note.setString(6, ColumnText.required(node.application(), NAME));
            note.setString(7, ColumnText.optional(node.server(), NAME));
            note.setString(8, ColumnText.optional(node.version(), VERSION));
            note.setObject(9, id);
            note.executeUpdate();
        }
    }

    /** Notes that the node was stopped in order, if its last sign of life is one of these. */
    static void noteStopped(Connection connection, UUID id, UUID beat, UUID orThis, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update gauger_node set beat = null, last_seen = ? where id = ? and beat in (?, ?)")) {
            update.setLong(1, now);
            update.setObject(2, id);
            update.setObject(3, beat);
            update.setObject(4, orThis);
            update.executeUpdate();
        }
    }

    /** The nodes that were seen last, the last one first. */
    static List<KnownNode> list(Connection connection, long now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, beat, last_seen, started_at, host, directory, application, server, version from gauger_node"
                        + " order by last_seen desc, id fetch first " + MOST_LISTED + " rows only")) {
            List<KnownNode> nodes = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    SignOfLife sign = new SignOfLife(row.getObject(2, UUID.class), row.getLong(3));
                    NodeDescription node = new NodeDescription(
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            row.getString(9),
                            Instant.ofEpochMilli(row.getLong(4)));
                    nodes.add(new KnownNode(
                            row.getObject(1, UUID.class),
                            node,
                            Instant.ofEpochMilli(sign.lastSeen()),
                            sign.beat() == null ? State.STOPPED : sign.isOld(now) ? State.SILENT : State.RUNNING));
                }
            }
            return nodes;
        }
    }

    /** Removes those that were not seen since. */
    static int forget(Connection connection, long before) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from gauger_node where last_seen < ?")) {
            delete.setLong(1, before);
            return delete.executeUpdate();
        }
    }
}
