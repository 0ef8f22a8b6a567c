package io.gauger.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Real connections that break when told to, as networks do. */
final class FaultyConnections implements Connections {
    private static final String BROKEN = "08006";

    private final Connections real;
    private volatile boolean away;
    private volatile boolean losingNextAnswer;
    private volatile boolean failingNextCommit;
    private volatile boolean losingLaterAnswer;
    private volatile String stateOfFault = BROKEN;
    private final AtomicInteger commitsBeforeFault = new AtomicInteger(-1);
    private final AtomicInteger rollbacks = new AtomicInteger();

    FaultyConnections(Connections real) {
        this.real = real;
    }

    /** Nothing works, neither on new connections nor on open ones. */
    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** The next commit succeeds in the database, but the client is told that the connection broke. */
    void loseAnswerOfNextCommit() {
        losingNextAnswer = true;
    }

    /** The next commit never reaches the database. */
    void failNextCommit() {
        stateOfFault = BROKEN;
        failingNextCommit = true;
    }

    /**
     * Of the commits from here on the one behind so many others breaks.
     *
     * @param lost whether it succeeds in the database
     */
    void breakCommitBehind(int others, boolean lost) {
        stateOfFault = BROKEN;
        losingLaterAnswer = lost;
        commitsBeforeFault.set(others);
    }

    /** Of the commits from here on the database refuses the one behind so many others, for a reason with this SQL state. */
    void refuseCommitBehind(int others, String state) {
        stateOfFault = state;
        losingLaterAnswer = false;
        commitsBeforeFault.set(others);
    }

    /** Whether a commit is still to break. */
    boolean isToBreak() {
        return commitsBeforeFault.getAndSet(-1) >= 0;
    }

    /** So many transactions were given up until now. */
    int rollbacks() {
        return rollbacks.get();
    }

    @Override
    public Connection open() throws SQLException {
        refuseWhileAway();
        Connection connection = real.open();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean commit = method.getName().equals("commit");
                    if (commit && commitsBeforeFault.get() >= 0 && commitsBeforeFault.getAndDecrement() == 0) {
                        losingNextAnswer = losingLaterAnswer;
                        failingNextCommit = !losingLaterAnswer;
                    }
                    if (method.getName().equals("rollback")) {
                        rollbacks.incrementAndGet();
                    }
                    if (!method.getName().equals("close") && !method.getName().equals("isValid")) {
                        refuseWhileAway();
                    }
                    if (method.getName().equals("isValid") && away) {
                        return false;
                    }
                    if (commit && failingNextCommit) {
                        failingNextCommit = false;
                        connection.rollback();
                        throw broken(stateOfFault);
                    }
                    try {
                        Object result = method.invoke(connection, arguments);
                        if (commit && losingNextAnswer) {
                            losingNextAnswer = false;
                            throw broken();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A pool over the same faults if there is a pool below. */
    @Override
    public DataSource pool() {
        return real.pool() == null
                ? null
                : (DataSource) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("getConnection")) {
                                return open();
                            }
                            throw new UnsupportedOperationException(method.getName());
                        });
    }

    private void refuseWhileAway() throws SQLException {
        if (away) {
            throw broken();
        }
    }

    private static SQLException broken() {
        return broken(BROKEN);
    }

    private static SQLException broken(String state) {
        return new SQLException("Connection broken, password=hunter2", state);
    }
}
