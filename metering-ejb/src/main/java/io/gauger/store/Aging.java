package io.gauger.store;

import java.sql.Connection;
import java.sql.SQLException;

/** How a kind of database makes room for records to come, and removes those that are too old. */
interface Aging {
    /**
     * The latest time, not after the given one, up to which records are removed as a whole.
     *
     * @param time in milliseconds since 1970-01-01T00:00Z
     */
    long edge(long time);

    /** Prepares for the records of the coming weeks, in the transaction of the connection. */
    void makeRoom(Connection connection, long now) throws SQLException;

    /**
     * Removes some of the records whose ids begin with an earlier time, in the transaction of the connection.
     *
     * @return whether there may be more
     */
    boolean removeSome(Connection connection, long before) throws SQLException;
}
