package dev.sluice.auth.audit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A real database to which the way breaks when it is told to. */
final class UnreliableDatabase extends DelegatingDataSource {

    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean losesAnswers;

    UnreliableDatabase(DataSource target) {
        super(target);
    }

    void away(boolean away) {
        this.away = away;
    }

    /** The next commit succeeds, and nobody hears of it. */
    void loseNextAnswer() {
        losesAnswers = true;
    }

    /** How often it was asked for a connection while it was away. */
    int refused() {
        return refused.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away) {
            refused.incrementAndGet();
            throw new SQLTransientConnectionException("away");
        }
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(UnreliableDatabase.class.getClassLoader(),
                new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object result;
                    try {
                        result = method.invoke(connection, arguments);
                    }
                    catch (InvocationTargetException failed) {
                        throw failed.getTargetException();
                    }
                    if (method.getName().equals("commit") && losesAnswers) {
                        losesAnswers = false;
                        throw new SQLNonTransientConnectionException("answer lost", "08006");
                    }
                    return result;
                });
    }
}
