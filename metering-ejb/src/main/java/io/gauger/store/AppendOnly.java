package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses every change of the rows of a table, as triggers of other databases do. It is named by a migration's script and
 * made by H2; a server of H2 that has not this class cannot fire the trigger, which refuses the change all the same.
 */
public final class AppendOnly implements Trigger {
    /** As a database says that something is not permitted. */
    private static final String REFUSED = "42501";

    private @Nullable String table;

    /** For H2. */
    public AppendOnly() {}

    @Override
    public void init(Connection connection, String schema, String trigger, String tableName, boolean before, int type) {
        table = tableName;
    }

    @Override
    public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
            throws SQLException {
        throw new SQLException(table + " is append-only: UPDATE and DELETE are refused", REFUSED);
    }
}
