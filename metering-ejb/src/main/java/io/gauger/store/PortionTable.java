package io.gauger.store;

import io.gauger.reserve.Figures;
import io.gauger.reserve.Period;
import io.gauger.reserve.Subject;
import io.gauger.store.Table.Kind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The tables {@code gauger_reserved}, {@code gauger_portion} and {@code gauger_incarnation}, and what is used of a subject. Times are
 * by the database's clock, in milliseconds since 1970-01-01T00:00Z.
 */
final class PortionTable {
    private static final Table<Reserved> RESERVED = Table.named("gauger_reserved", Reserved::id)
            .column("kind", Kind.TEXT, row -> row.subject().kind().name())
            .column("owner", Kind.TEXT, row -> row.subject().owner())
            .column("period_start", Kind.WHOLE, row -> row.subject().period().start())
            .column("period_end", Kind.WHOLE, row -> row.subject().period().end())
            .column("wanted_until", Kind.WHOLE, row -> 0L)
            .build();

    private PortionTable() {}

    /** A subject's row. */
    record Reserved(UUID id, Subject subject) {
        static Reserved of(Subject subject) {
            return new Reserved(
                    new HashedId()
                            .text(subject.kind().name())
                            .text(subject.owner())
                            .number(subject.period().start())
                            .number(subject.period().end())
                            .made(),
                    subject);
        }

        UUID portionOf(UUID incarnation) {
            return new HashedId().id(id).id(incarnation).made();
        }
    }

    /**
     * Locks them, made if they are not there, until the transaction ends. Two that make the same are told apart by its key: one
     * of them fails, and comes again.
     *
     * @return until when they are wanted
     */
    static Map<UUID, Long> lock(Connection connection, Bulk bulk, List<Reserved> rows) throws SQLException {
        Map<UUID, Long> wantedUntil = new HashMap<>();
        if (rows.isEmpty()) {
            return wantedUntil;
        }
        List<UUID> ids = rows.stream().map(Reserved::id).toList();
        bulk.select(
                connection,
                "select id, wanted_until from gauger_reserved",
                ids,
                "order by id for update",
                row -> wantedUntil.put(row.getObject(1, UUID.class), row.getLong(2)));
        List<Reserved> missing = rows.stream()
                .filter(row -> !wantedUntil.containsKey(row.id()))
                .sorted(Comparator.comparing(row -> row.id().toString()))
                .toList();
        bulk.insert(connection, RESERVED, missing);
        return wantedUntil;
    }

    /**
     * Tells that an incarnation lives.
     *
     * @return whether it was known
     */
    static boolean noteAlive(Connection connection, UUID incarnation, UUID node, long now) throws SQLException {
        boolean known = update(
                        connection,
                        "update gauger_incarnation set last_seen = ?, node = ? where id = ?",
                        now,
                        node,
                        incarnation)
                > 0;
        if (!known) {
            update(
                    connection,
                    "insert into gauger_incarnation (last_seen, node, id) values (?, ?, ?)",
                    now,
                    node,
                    incarnation);
        }
        return known;
    }

    /** How many were seen since. */
    static int living(Connection connection, long since) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from gauger_incarnation where last_seen > ?")) {
            select.setLong(1, since);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 1;
            }
        }
    }

    /** How a subject stands, as this incarnation sees it; others count only if they were seen since. */
    static Figures figures(Connection connection, Reserved row, UUID incarnation, long since, int nodes, boolean wanted)
            throws SQLException {
        Map<UUID, BigDecimal> use = Used.of(connection, row.subject());
        BigDecimal own = use.getOrDefault(incarnation, BigDecimal.ZERO);
        BigDecimal other =
                use.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add).subtract(own);
        BigDecimal outstanding = BigDecimal.ZERO;
        try (PreparedStatement select = connection.prepareStatement(
                "select p.incarnation, p.granted from gauger_portion p join gauger_incarnation i on i.id = p.incarnation"
                        + " where p.reserved = ? and i.last_seen > ?")) {
            select.setObject(1, row.id());
            select.setLong(2, since);
            try (ResultSet portions = select.executeQuery()) {
                while (portions.next()) {
                    UUID of = portions.getObject(1, UUID.class);
                    if (!of.equals(incarnation)) {
                        outstanding = outstanding.add(portions.getBigDecimal(2)
                                .subtract(use.getOrDefault(of, BigDecimal.ZERO))
                                .max(BigDecimal.ZERO));
                    }
                }
            }
        }
        return new Figures(own, other, outstanding, nodes, wanted);
    }

    /** Writes what an incarnation has. */
    static void note(Connection connection, Reserved row, UUID incarnation, BigDecimal granted) throws SQLException {
        UUID id = row.portionOf(incarnation);
        if (update(connection, "update gauger_portion set granted = ? where id = ?", granted, id) == 0) {
            update(
                    connection,
                    "insert into gauger_portion (granted, id, reserved, incarnation) values (?, ?, ?, ?)",
                    granted,
                    id,
                    row.id(),
                    incarnation);
        }
    }

    /** Until then nobody keeps what is not held. */
    static void want(Connection connection, Reserved row, long until) throws SQLException {
        update(connection, "update gauger_reserved set wanted_until = ? where id = ?", until, row.id());
    }

    /** What is wanted now. */
    static List<Subject> wanted(Connection connection, long now) throws SQLException {
        List<Subject> wanted = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select kind, owner, period_start, period_end from gauger_reserved where wanted_until > ?")) {
            select.setLong(1, now);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    wanted.add(new Subject(
                            Subject.Kind.valueOf(rows.getString(1)),
                            rows.getString(2),
                            new Period(rows.getLong(3), rows.getLong(4))));
                }
            }
        }
        return wanted;
    }

    /** Forgets an incarnation and what it has. */
    static void remove(Connection connection, UUID incarnation) throws SQLException {
        update(connection, "delete from gauger_portion where incarnation = ?", incarnation);
        update(connection, "delete from gauger_incarnation where id = ?", incarnation);
    }

    /** Forgets incarnations that were not seen since, and periods that ended before. */
    static void forget(Connection connection, long seenBefore, long endedBefore) throws SQLException {
        update(
                connection,
                "delete from gauger_portion where incarnation in"
                        + " (select id from gauger_incarnation where last_seen < ?)",
                seenBefore);
        update(connection, "delete from gauger_incarnation where last_seen < ?", seenBefore);
        update(
                connection,
                "delete from gauger_portion where reserved in (select id from gauger_reserved where period_end < ?)",
                endedBefore);
        update(connection, "delete from gauger_reserved where period_end < ?", endedBefore);
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
