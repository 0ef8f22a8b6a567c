package io.gauger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
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
}
