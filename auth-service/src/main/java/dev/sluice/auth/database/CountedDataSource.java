package dev.sluice.auth.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Tells of each statement that one of its connections makes. */
final class CountedDataSource extends DelegatingDataSource {

    private final Runnable count;

    CountedDataSource(DataSource target, Runnable count) {
        super(target);
        this.count = count;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(CountedDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    if (name.startsWith("prepare") || name.equals("createStatement")) {
                        count.run();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    }
                    catch (InvocationTargetException failed) {
                        throw failed.getTargetException();
                    }
                });
    }
}
