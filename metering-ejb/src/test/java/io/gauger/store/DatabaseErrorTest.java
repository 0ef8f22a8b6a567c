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
}
