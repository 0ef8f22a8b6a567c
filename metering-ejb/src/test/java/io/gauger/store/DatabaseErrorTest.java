package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;

class DatabaseErrorTest {
    @Test
    void whatTheDriverSaidIsToldThoughTheServersPoolWrapsIt() {
        SQLException pool = new SQLException(
                "IJ000453: Unable to get managed connection",
                new IllegalStateException(new SQLException("password authentication failed", "28P01")));

        assertThat(DatabaseError.describe(new IllegalStateException(pool)))
                .isEqualTo("The database refuses the user or password (SQLState 28P01, code 0); the log has the cause");
    }

    @Test
    void whereOnlyThePoolSaysSomethingItMayBeThePool() {
        assertThat(DatabaseError.describe(new SQLException("The pool is shut down")))
                .isEqualTo(
                        "The database, or the server's data source for it, cannot be used (SQLState unknown, code 0);"
                                + " the log has the cause");
    }

    @Test
    void whatIsUnknownIsNotGuessedAndNoSqlIsShown() {
        assertThat(DatabaseError.describe(new SQLException("select secret from t", "42P01")))
                .isEqualTo("The database refused an operation (SQLState 42P01, code 0); the log has the cause");
        assertThat(DatabaseError.describe(new IllegalStateException("secret")))
                .isEqualTo("The database cannot be used (IllegalStateException); the log has the cause");
    }

    @Test
    void whatMariaDbTellsByItsNumbersOnlyIsUnderstoodToo() {
        assertThat(DatabaseError.describe(new SQLException("--read-only", "HY000", 1290)))
                .isEqualTo("The database is read-only (SQLState HY000, code 1290); the log has the cause");
        assertThat(DatabaseError.describe(new SQLException("table is full", "HY000", 1114)))
                .isEqualTo("The database's disk is full (SQLState HY000, code 1114); the log has the cause");
        assertThat(DatabaseError.describe(new SQLException("Too many connections", "08004", 1040)))
                .isEqualTo("The database has no connection left (SQLState 08004, code 1040); the log has the cause");
        assertThat(FailureKind.of(new SQLException("--read-only", "HY000", 1290)))
                .isEqualTo(FailureKind.CONNECTION);
    }

    @Test
    void whatTookTooLongIsToldFromWhatIsAway() {
        assertThat(FailureKind.of(new SQLException("canceling statement due to statement timeout", "57014")))
                .isEqualTo(FailureKind.TIMEOUT);
        assertThat(FailureKind.of(new SQLException("terminating connection due to transaction timeout", "25P04")))
                .isEqualTo(FailureKind.TIMEOUT);
        assertThat(FailureKind.of(new SQLException("max_statement_time exceeded", "70100", 1969)))
                .isEqualTo(FailureKind.TIMEOUT);
        assertThat(FailureKind.of(new SQLTimeoutException("The query took too long")))
                .isEqualTo(FailureKind.TIMEOUT);
        assertThat(FailureKind.of(new IllegalStateException(
                        new SQLException("I/O error", "08006", new SocketTimeoutException("Read timed out")))))
                .isEqualTo(FailureKind.TIMEOUT);
        assertThat(FailureKind.of(
                        new SQLException("No connection", "08001", new SocketTimeoutException("Connect timed out"))))
                .isEqualTo(FailureKind.CONNECTION);
        assertThat(FailureKind.of(new SQLException("I/O error", "08006", new SocketException("Connection reset"))))
                .isEqualTo(FailureKind.CONNECTION);
    }
}
