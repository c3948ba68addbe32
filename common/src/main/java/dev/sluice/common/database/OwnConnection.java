package dev.sluice.common.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * A connection beside the pool, for a session that listens or holds a lock: a pool would age it out, and hand
 * it to the next request. It does not wait for ever for a database that has fallen silent; what the address
 * says of that comes first.
 */
public final class OwnConnection {

    private OwnConnection() {
    }

    /**
     * Opens one, which its caller closes.
     *
     * @param name what the database shows it as
     */
    public static Connection open(JdbcConnectionDetails database, String name) throws SQLException {
        Properties properties = new Properties();
        putIfPresent(properties, "user", database.getUsername());
        putIfPresent(properties, "password", database.getPassword());
        properties.put("ApplicationName", name);
        properties.put("connectTimeout", "5");
        properties.put("socketTimeout", "30");
        properties.put("tcpKeepAlive", "true");
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }

    private static void putIfPresent(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }
}
