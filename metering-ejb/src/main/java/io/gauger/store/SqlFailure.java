package io.gauger.store;

import java.sql.SQLException;

/** A failure of the database inside of work that may throw none; {@link EntityManagers} takes it for what it is. */
final class SqlFailure extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    SqlFailure(SQLException cause) {
        super(cause);
    }
}
