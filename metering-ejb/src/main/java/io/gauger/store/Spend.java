package io.gauger.store;

import io.gauger.reserve.Period;
import io.gauger.store.Table.Kind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rows of {@code gauger_spend}: what an account or a key spent in a quarter hour, and in all of time, by who wrote it down.
 *
 * @param owner the id of the account or key
 * @param bucket the start of the quarter hour, in milliseconds since 1970, or {@link #EVER}
 * @param writer the incarnation of a node, or a node, or {@link #THE_DEAD}
 */
record Spend(UUID id, Of of, String owner, long bucket, UUID writer, BigDecimal cost) {
    /** In place of a quarter hour: all of time. */
    static final long EVER = -1;

    /** The writer of what was folded: of all that are gone together. */
    static final UUID THE_DEAD = new UUID(0, 0);

    private static final Table<Spend> TABLE = Table.named("gauger_spend", Spend::id)
            .column("kind", Kind.TEXT, spend -> spend.of().column())
            .column("owner", Kind.TEXT, Spend::owner)
            .column("bucket", Kind.WHOLE, Spend::bucket)
            .column("writer", Kind.ID, Spend::writer)
            .column("cost", Kind.DECIMAL, Spend::cost)
            .build();

    /** The cost. */
    private static final int ADDED = 1;

    /** Who spent. */
    enum Of {
        ACCOUNT("account"),
        KEY("key");

        private final String column;

        Of(String column) {
            this.column = column;
        }

        /** As the column has it. */
        String column() {
            return column;
        }
    }

    /** Adds what these records cost, in the transaction that inserts them. */
    static void add(Connection connection, Bulk bulk, List<RecordRow> written, UUID writer) throws SQLException {
        Map<Spent, BigDecimal> sums = new HashMap<>();
        for (RecordRow row : written) {
            if (row.cost.signum() != 0 && row.accountId != null) {
                long bucket = RollupKey.bucketOf(row.time);
                sums.merge(new Spent(Of.ACCOUNT, row.accountId, bucket), row.cost, BigDecimal::add);
                if (row.keyId != null) {
                    sums.merge(new Spent(Of.KEY, row.keyId, bucket), row.cost, BigDecimal::add);
                }
            }
        }
        if (!sums.isEmpty()) {
            Map<Spent, BigDecimal> ever = new HashMap<>();
            sums.forEach((spent, cost) -> ever.merge(spent.ever(), cost, BigDecimal::add));
            sums.putAll(ever);
            // ids are made of the sums, as to hash each record's would take longer than all the rest here
            List<Spend> sorted = sums.entrySet().stream()
                    .map(sum -> sum.getKey().of(writer, sum.getValue()))
                    .sorted(Comparator.comparing(spend -> spend.id().toString()))
                    .toList();
            bulk.add(connection, TABLE, sorted, ADDED);
        }
    }

    /**
     * Makes one row of rows for all of time, in a transaction in which nobody else does so for this owner. Who writes to one of
     * them waits, and then inserts it anew.
     *
     * @param rows their ids; one that is gone is left out
     */
    static void fold(Connection connection, Bulk bulk, Of of, String owner, Collection<UUID> rows) throws SQLException {
        Map<UUID, BigDecimal> costs = new HashMap<>();
        bulk.select(
                connection,
                "select id, cost from gauger_spend",
                rows,
                "order by id for update",
                row -> costs.put(row.getObject(1, UUID.class), row.getBigDecimal(2)));
        try (PreparedStatement delete = connection.prepareStatement("delete from gauger_spend where id = ?")) {
            for (UUID id : costs.keySet()) {
                delete.setObject(1, id);
                delete.addBatch();
            }
            delete.executeBatch();
        }
        BigDecimal sum = costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        UUID id = idOf(of, owner, EVER, THE_DEAD);
        bulk.add(connection, TABLE, List.of(new Spend(id, of, owner, EVER, THE_DEAD, sum)), ADDED);
    }

    /** What accounts used in a period, as far as they used anything. */
    static Map<String, BigDecimal> ofAccounts(Connection connection, Period period, Collection<String> accounts)
            throws SQLException {
        String names = String.join(", ", Collections.nCopies(accounts.size(), "?"));
        // a period without an end has the one row for all of time
        String buckets = period.ends() ? "bucket >= ? and bucket < ?" : "bucket = ?";
        Map<String, BigDecimal> spent = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("select owner, sum(cost) from gauger_spend"
                + " where owner in (" + names + ") and kind = ? and " + buckets + " group by owner")) {
            int place = 1;
            for (String account : accounts) {
                select.setString(place++, account);
            }
            select.setString(place++, Of.ACCOUNT.column());
            select.setLong(place++, period.ends() ? period.start() : EVER);
            if (period.ends()) {
                select.setLong(place, period.end());
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    spent.put(row.getString(1), row.getBigDecimal(2));
                }
            }
        }
        return spent;
    }

    private static UUID idOf(Of of, String owner, long bucket, UUID writer) {
        return new HashedId()
                .text(of.column())
                .text(owner)
                .number(bucket)
                .id(writer)
                .made();
    }

    /** Who spent, and when; what a writer writes is a row for each. */
    private record Spent(Of who, String owner, long bucket) {
        Spent ever() {
            return new Spent(who, owner, EVER);
        }

        Spend of(UUID writer, BigDecimal cost) {
            return new Spend(idOf(who, owner, bucket, writer), who, owner, bucket, writer, cost);
        }
    }
}
