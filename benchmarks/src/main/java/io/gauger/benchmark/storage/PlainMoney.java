package io.gauger.benchmark.storage;

import io.gauger.record.RecordId;
import io.gauger.record.UsageRecord;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a program writes by hand of what records cost: what accounts and keys spent, and a debit for each account and batch. As it is
 * alone, it knows the balances and need not lock them. For one thread.
 */
final class PlainMoney {
    private static final String NEW_SPEND =
            "insert into gauger_spend (cost, id, kind, owner, bucket, writer) values (?, ?, ?, ?, ?, ?)";

    private static final String MORE_SPEND = "update gauger_spend set cost = cost + ? where id = ?";

    private static final String DEBIT = "insert into gauger_ledger (id, account_id, sequence, time, type, amount,"
            + " balance_after, currency, reference, reason, actor, batch, record_count, first_record, last_record)"
            + " values (" + String.join(", ", Collections.nCopies(15, "?")) + ")";

    private static final String NEW_BALANCE = "insert into gauger_balance (balance, entries, id, account_id, currency,"
            + " credits, change_number) values (?, ?, ?, ?, '" + SamplePrices.CURRENCY + "', 0, 0)";

    private static final String NEXT_BALANCE = "update gauger_balance set balance = ?, entries = ? where id = ?";

    private static final long EVER = -1;

    private final Connection connection;
    private final UUID writer;
    private final RecordId ids = new RecordId();
    private final Set<UUID> spends = new HashSet<>();
    private final Map<Spent, UUID> spendIds = new HashMap<>();
    private final Map<String, Balance> balances = new HashMap<>();

    PlainMoney(Connection connection, UUID writer) {
        this.connection = connection;
        this.writer = writer;
    }

    /** Comes last in the transaction of a batch with this number. */
    void write(List<UsageRecord> batch, long number) throws SQLException {
        Map<Spent, BigDecimal> spent = new HashMap<>();
        Map<String, Debit> debits = new HashMap<>();
        for (UsageRecord record : batch) {
            BigDecimal cost = PlainJdbc.rated(record).cost();
            if (cost.signum() != 0) {
                String account = String.valueOf(record.caller().accountId());
                String key = String.valueOf(record.caller().keyId());
                for (long bucket : new long[] {EVER, record.epochMilli() / 900_000 * 900_000}) {
                    spent.merge(new Spent("account", account, bucket), cost, BigDecimal::add);
                    spent.merge(new Spent("key", key, bucket), cost, BigDecimal::add);
                }
                debits.merge(account, new Debit(cost, 1, record.id(), record.id()), Debit::plus);
            }
        }
        if (!debits.isEmpty()) {
            spend(spent);
            debit(debits, number);
        }
    }

    private void spend(Map<Spent, BigDecimal> spent) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(NEW_SPEND);
                PreparedStatement update = connection.prepareStatement(MORE_SPEND)) {
            for (Map.Entry<Spent, BigDecimal> each : spent.entrySet()) {
                UUID id = spendIds.computeIfAbsent(each.getKey(), key -> UUID.randomUUID());
                boolean missing = spends.add(id);
                PreparedStatement statement = missing ? insert : update;
                statement.setBigDecimal(1, each.getValue());
                statement.setObject(2, id);
                if (missing) {
                    statement.setString(3, each.getKey().kind());
                    statement.setString(4, each.getKey().owner());
                    statement.setLong(5, each.getKey().bucket());
                    statement.setObject(6, writer);
                }
                statement.addBatch();
            }
            update.executeBatch();
            insert.executeBatch();
        }
    }

    private void debit(Map<String, Debit> debits, long number) throws SQLException {
        long now = System.currentTimeMillis();
        try (PreparedStatement insert = connection.prepareStatement(NEW_BALANCE);
                PreparedStatement update = connection.prepareStatement(NEXT_BALANCE);
                PreparedStatement entry = connection.prepareStatement(DEBIT)) {
            for (Map.Entry<String, Debit> each : debits.entrySet()) {
                Balance before = balances.get(each.getKey());
                Balance after = before == null
                        ? new Balance(UUID.randomUUID(), each.getValue().cost().negate(), 1)
                        : before.minus(each.getValue().cost());
                balances.put(each.getKey(), after);
                PreparedStatement balance = before == null ? insert : update;
                balance.setBigDecimal(1, after.amount());
                balance.setLong(2, after.entries());
                balance.setObject(3, after.id());
                if (before == null) {
                    balance.setString(4, each.getKey());
                }
                balance.addBatch();
                bind(entry, each.getKey(), each.getValue(), after, number, now);
                entry.addBatch();
            }
            update.executeBatch();
            insert.executeBatch();
            entry.executeBatch();
        }
    }

    private void bind(PreparedStatement to, String account, Debit debit, Balance after, long number, long now)
            throws SQLException {
        to.setObject(1, ids.next(now));
        to.setString(2, account);
        to.setLong(3, after.entries());
        to.setLong(4, now);
        to.setString(5, "usage_debit");
        to.setBigDecimal(6, debit.cost().negate());
        to.setBigDecimal(7, after.amount());
        to.setString(8, SamplePrices.CURRENCY);
        to.setString(9, "usage:" + number + "/" + account);
        to.setString(10, null); // reason
        to.setString(11, null); // actor
        to.setLong(12, number);
        to.setLong(13, debit.records());
        to.setObject(14, debit.first());
        to.setObject(15, debit.last());
    }

    /** What a row tells the sum of. */
    private record Spent(String kind, String owner, long bucket) {}

    private record Balance(UUID id, BigDecimal amount, long entries) {
        Balance minus(BigDecimal cost) {
            return new Balance(id, amount.subtract(cost), entries + 1);
        }
    }

    /** What an account is debited with a batch, whose records are in the order of their ids. */
    private record Debit(BigDecimal cost, long records, UUID first, UUID last) {
        Debit plus(Debit next) {
            return new Debit(cost.add(next.cost), records + next.records, first, next.last);
        }
    }
}
