package io.gauger.store;

import io.gauger.store.Table.Kind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rows of {@code gauger_account_use}: what an account used in a quarter hour, by who wrote it down. A few numbers, so that
 * what it used in a period of any zone is a quick sum; else the same as its rollups.
 *
 * @param bucket the start of the quarter hour, in milliseconds since 1970
 * @param writer the incarnation of a node, or a node
 */
record AccountUse(UUID id, String account, long bucket, UUID writer, long requests, BigDecimal units) {
    private static final Table<AccountUse> TABLE = Table.named("gauger_account_use", AccountUse::id)
            .column("account_id", Kind.TEXT, AccountUse::account)
            .column("bucket", Kind.WHOLE, AccountUse::bucket)
            .column("writer", Kind.ID, AccountUse::writer)
            .column("requests", Kind.WHOLE, AccountUse::requests)
            .column("units", Kind.DECIMAL, AccountUse::units)
            .build();

    /** Requests and units. */
    private static final int ADDED = 2;

    /** Adds what these records come to, in the transaction that inserts them. Refused requests use nothing. */
    static void add(Connection connection, Bulk bulk, List<RecordRow> written, UUID writer) throws SQLException {
        Map<UUID, AccountUse> uses = new HashMap<>();
        Map<String, UUID> ids = new HashMap<>();
        for (RecordRow row : written) {
            String account = row.accountId;
            if (account != null && row.refusal == null) {
                long bucket = RollupKey.bucketOf(row.time);
                UUID id = ids.computeIfAbsent(bucket + account, key -> new HashedId()
                        .text(account)
                        .number(bucket)
                        .id(writer)
                        .made());
                uses.merge(
                        id, new AccountUse(id, account, bucket, writer, row.requests(), row.units), AccountUse::plus);
            }
        }
        List<AccountUse> sorted = new ArrayList<>(uses.values());
        sorted.sort(Comparator.comparing(use -> use.id().toString()));
        bulk.add(connection, TABLE, sorted, ADDED);
    }

    private AccountUse plus(AccountUse more) {
        return new AccountUse(id, account, bucket, writer, requests + more.requests, units.add(more.units));
    }
}
