package io.gauger.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Writes many rows at once, in the transaction of the connection, in the way that a kind of database is best at. */
interface Bulk {
    /** Inserts all; one whose id is there already is an error. */
    <R> void insert(Connection connection, Table<R> table, List<R> rows) throws SQLException;

    /**
     * Inserts those whose id is not there yet.
     *
     * @param maybeThere false if no id should be there; one that is may then be an error
     * @return those that were inserted
     */
    <R> List<R> insertMissing(Connection connection, Table<R> table, List<R> rows, boolean maybeThere)
            throws SQLException;

    /**
     * Adds the last columns, so many, to those of the rows that have the id; inserts rows whose id is not there. Rows are
     * locked in the order in which they are given.
     */
    <R> void add(Connection connection, Table<R> table, List<R> rows, int added) throws SQLException;

    /** Sets the columns that may change of rows that are there and that this transaction has locked. */
    <R> void update(Connection connection, Table<R> table, List<R> rows) throws SQLException;

    /**
     * Selects rows by their ids.
     *
     * @param select up to and without the condition
     * @param end what comes after the condition
     */
    void select(Connection connection, String select, Collection<UUID> ids, String end, RowReader reader)
            throws SQLException;

    /** Takes one row after the other. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
