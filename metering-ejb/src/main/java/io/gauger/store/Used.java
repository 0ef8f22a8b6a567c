package io.gauger.store;

import io.gauger.reserve.Period;
import io.gauger.reserve.Subject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What is written of a subject: requests and units in {@code gauger_account_use}, money in {@code gauger_spend}. */
final class Used {
    private Used() {}

    /** By who wrote it. */
    static Map<UUID, BigDecimal> of(Connection connection, Subject subject) throws SQLException {
        return switch (subject.kind()) {
            case ACCOUNT_REQUESTS -> use(connection, "requests", subject);
            case ACCOUNT_UNITS -> use(connection, "units", subject);
            case ACCOUNT_CREDITS, ACCOUNT_BUDGET -> spend(connection, Spend.Of.ACCOUNT, subject);
            case KEY_SPEND -> spend(connection, Spend.Of.KEY, subject);
        };
    }

    private static Map<UUID, BigDecimal> use(Connection connection, String measure, Subject subject)
            throws SQLException {
        String sql = "select writer, sum(" + measure + ") from gauger_account_use"
                + " where account_id = ? and bucket >= ? and bucket < ? group by writer";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            return sums(select, subject.owner(), subject.period());
        }
    }

    /** All of time is a row of its own, so that it does not take longer from year to year. */
    private static Map<UUID, BigDecimal> spend(Connection connection, Spend.Of kind, Subject subject)
            throws SQLException {
        Period period = subject.period().ends() ? subject.period() : new Period(Spend.EVER, 0);
        String sql = "select writer, sum(cost) from gauger_spend"
                + " where owner = ? and bucket >= ? and bucket < ? and kind = ? group by writer";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(4, kind.column());
            return sums(select, subject.owner(), period);
        }
    }

    private static Map<UUID, BigDecimal> sums(PreparedStatement select, String owner, Period period)
            throws SQLException {
        Map<UUID, BigDecimal> used = new HashMap<>();
        select.setString(1, owner);
        select.setLong(2, period.start());
        select.setLong(3, period.end());
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                used.put(rows.getObject(1, UUID.class), rows.getBigDecimal(2));
            }
        }
        return used;
    }
}
