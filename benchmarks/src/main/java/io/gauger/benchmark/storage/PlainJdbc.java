package io.gauger.benchmark.storage;

import io.gauger.admit.Caller;
import io.gauger.measure.Measurement;
import io.gauger.price.Rated;
import io.gauger.record.Exchange;
import io.gauger.record.UsageRecord;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a program writes by hand: one JDBC batch for the records of a transaction, one for the rollups that are new, one
 * that adds to the others in SQL, and the same two for what accounts used; if the sample is priced also what {@link PlainMoney} writes. It need not look whether a record is there already, nor lock rollups, as it is alone,
 * and it leaves percentiles out: the column gets a text of the usual length.
 */
final class PlainJdbc implements Writer {
    private static final String RECORD =
            "insert into gauger_record (id, time, account_id, key_id, key_name, key_prefix,"
                    + " plan_id, route, endpoint, method, path, provider, model, prompt_tokens, completion_tokens,"
                    + " cached_tokens, units, cost, market, price_id, latency_ms, ttfb_ms, status, streaming, client_ip,"
                    + " user_agent, request_bytes, response_bytes, sse_events, basis, flags, refusal, batch) values ("
                    + String.join(", ", Collections.nCopies(33, "?")) + ")";

    private static final String NEW_ROLLUP = "insert into gauger_rollup (requests, refused, succeeded, flagged,"
            + " request_bytes, response_bytes, prompt_tokens, completion_tokens, cached_tokens, sse_events, latency_ms,"
            + " units, cost, market, latencies, id, bucket, account_id, key_id, route, endpoint, provider, model,"
            + " status_class, price_id, node) values (" + String.join(", ", Collections.nCopies(26, "?")) + ")";

    private static final String MORE = "update gauger_rollup set requests = requests + ?, refused = refused + ?,"
            + " succeeded = succeeded + ?, flagged = flagged + ?, request_bytes = request_bytes + ?,"
            + " response_bytes = response_bytes + ?, prompt_tokens = prompt_tokens + ?,"
            + " completion_tokens = completion_tokens + ?, cached_tokens = cached_tokens + ?,"
            + " sse_events = sse_events + ?, latency_ms = latency_ms + ?, units = units + ?, cost = cost + ?,"
            + " market = market + ?, latencies = ? where id = ?";

    private static final String NEW_USE =
            "insert into gauger_account_use (requests, units, id, account_id, bucket, writer)"
                    + " values (?, ?, ?, ?, ?, ?)";

    private static final String MORE_USE =
            "update gauger_account_use set requests = requests + ?, units = units + ? where id = ?";

    /** As long as they are on average when 100,000 records of the sample are written. */
    private static final byte[] LATENCIES = new byte[200];

    private final Connection connection;
    private final Map<List<@Nullable Object>, UUID> rollups = new HashMap<>();
    private final Map<List<Object>, UUID> uses = new HashMap<>();
    private final UUID node = UUID.randomUUID();
    private final PlainMoney money;
    private long batches;

    PlainJdbc(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        money = new PlainMoney(connection, node);
    }

    @Override
    public void write(List<UsageRecord> batch) throws SQLException {
        Map<List<@Nullable Object>, Sums> sums = new HashMap<>();
        batches++;
        try (PreparedStatement insert = connection.prepareStatement(RECORD)) {
            for (UsageRecord record : batch) {
                bind(insert, record, batches);
                insert.addBatch();
                sums.computeIfAbsent(dimensions(record), key -> new Sums()).add(record);
            }
            insert.executeBatch();
        }
        try (PreparedStatement insert = connection.prepareStatement(NEW_ROLLUP);
                PreparedStatement update = connection.prepareStatement(MORE)) {
            for (Map.Entry<List<@Nullable Object>, Sums> each : sums.entrySet()) {
                UUID id = rollups.get(each.getKey());
                boolean missing = id == null;
                if (id == null) {
                    id = UUID.randomUUID();
                    rollups.put(each.getKey(), id);
                }
                PreparedStatement statement = missing ? insert : update;
                int next = each.getValue().bind(statement);
                statement.setBytes(next++, LATENCIES);
                statement.setObject(next++, id);
                if (missing) {
                    for (@Nullable Object dimension : each.getKey()) {
                        statement.setObject(next++, dimension);
                    }
                    statement.setObject(next, node);
                }
                statement.addBatch();
            }
            update.executeBatch();
            insert.executeBatch();
        }
        use(batch);
        money.write(batch, batches);
        connection.commit();
    }

    private void use(List<UsageRecord> batch) throws SQLException {
        Map<List<Object>, Sums> sums = new HashMap<>();
        for (UsageRecord record : batch) {
            List<Object> key = List.of(
                    String.valueOf(record.caller().accountId()), record.time().toEpochMilli() / 900_000 * 900_000);
            sums.computeIfAbsent(key, each -> new Sums()).add(record);
        }
        try (PreparedStatement insert = connection.prepareStatement(NEW_USE);
                PreparedStatement update = connection.prepareStatement(MORE_USE)) {
            for (Map.Entry<List<Object>, Sums> each : sums.entrySet()) {
                UUID id = uses.get(each.getKey());
                PreparedStatement statement = id == null ? insert : update;
                statement.setLong(1, each.getValue().counts[0]);
                statement.setBigDecimal(2, each.getValue().units);
                if (id == null) {
                    id = UUID.randomUUID();
                    uses.put(each.getKey(), id);
                    statement.setObject(4, each.getKey().get(0));
                    statement.setObject(5, each.getKey().get(1));
                    statement.setObject(6, node);
                }
                statement.setObject(3, id);
                statement.addBatch();
            }
            update.executeBatch();
            insert.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static List<@Nullable Object> dimensions(UsageRecord record) {
        return Arrays.asList(
                record.time().toEpochMilli() / 900_000 * 900_000,
                String.valueOf(record.caller().accountId()),
                String.valueOf(record.caller().keyId()),
                record.route(),
                record.endpoint(),
                String.valueOf(record.measurement().provider()),
                String.valueOf(record.measurement().model()),
                record.exchange().status() / 100,
                rated(record).priceId());
    }

    /** By methods for each type, as for objects MariaDB's driver is slower. */
    private static void bind(PreparedStatement to, UsageRecord record, long batch) throws SQLException {
        Caller caller = record.caller();
        Exchange exchange = record.exchange();
        Measurement measurement = record.measurement();
        Rated rated = rated(record);
        to.setObject(1, record.id());
        to.setLong(2, record.time().toEpochMilli());
        to.setString(3, caller.accountId());
        to.setString(4, caller.keyId());
        to.setString(5, caller.keyName());
        to.setString(6, caller.keyPrefix());
        to.setString(7, caller.planId());
        to.setString(8, record.route());
        to.setString(9, record.endpoint());
        to.setString(10, exchange.method());
        to.setString(11, exchange.path().equals(record.endpoint()) ? null : exchange.path());
        to.setString(12, measurement.provider());
        to.setString(13, measurement.model());
        to.setLong(14, orZero(measurement.tokens().prompt()));
        to.setLong(15, orZero(measurement.tokens().completion()));
        to.setLong(16, orZero(measurement.tokens().cached()));
        to.setBigDecimal(17, measurement.units());
        to.setBigDecimal(18, rated.cost());
        to.setBigDecimal(19, rated.market());
        to.setString(20, rated.priceId());
        to.setLong(21, exchange.latencyMs());
        to.setLong(22, orZero(exchange.ttfbMs()));
        to.setInt(23, exchange.status());
        to.setBoolean(24, exchange.streaming());
        to.setString(25, exchange.clientIp());
        to.setString(26, exchange.userAgent());
        to.setLong(27, exchange.requestBytes());
        to.setLong(28, exchange.responseBytes());
        to.setLong(29, measurement.sseEvents());
        to.setString(30, null); // measured, as all are
        to.setString(31, null); // no flags
        to.setString(32, record.refusal());
        to.setObject(33, rated.cost().signum() == 0 ? null : batch);
    }

    static Rated rated(UsageRecord record) {
        Rated rated = record.rated();
        return rated == null ? Rated.NOTHING : rated;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static final class Sums {
        private final long[] counts = new long[11];
        private BigDecimal units = BigDecimal.ZERO.setScale(9);
        private BigDecimal cost = BigDecimal.ZERO;
        private BigDecimal market = BigDecimal.ZERO;

        void add(UsageRecord record) {
            long[] more = {
                1,
                0,
                record.exchange().status() < 400 ? 1 : 0,
                0,
                record.exchange().requestBytes(),
                record.exchange().responseBytes(),
                orZero(record.measurement().tokens().prompt()),
                orZero(record.measurement().tokens().completion()),
                orZero(record.measurement().tokens().cached()),
                record.measurement().sseEvents(),
                record.exchange().latencyMs()
            };
            for (int i = 0; i < more.length; i++) {
                counts[i] += more[i];
            }
            units = units.add(record.measurement().units());
            cost = cost.add(rated(record).cost());
            market = market.add(rated(record).market());
        }

        /** The place of the next column. */
        int bind(PreparedStatement to) throws SQLException {
            int next = 1;
            for (long count : counts) {
                to.setLong(next++, count);
            }
            to.setBigDecimal(next++, units);
            to.setBigDecimal(next++, cost);
            to.setBigDecimal(next++, market);
            return next;
        }
    }
}
