package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where connections to the database come from. Implementations are safe for concurrent use. */
interface Connections {
    /** A connection of its own for the caller, who closes it. */
    Connection open() throws SQLException;

    /** The container's pool if it is behind this; null if every call opens a connection, so that we pool them. */
    default @Nullable DataSource pool() {
        return null;
    }
}
