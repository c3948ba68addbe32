package dev.sluice.local.launch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import dev.sluice.local.stack.Postgres;

/** Gives each service a database of its own and a role that owns nothing else. Safe to repeat. */
final class Databases {

    private final Postgres postgres;

    Databases(Postgres postgres) {
        this.postgres = postgres;
    }

    void createMissing() throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (Service service : Service.values()) {
                String name = service.database();
                if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
                    statement.execute("create role " + name + " login password '" + password(service) + "'");
                }
                if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                    statement.execute("create database " + name + " owner " + name);
                    statement.execute("revoke all on database " + name + " from public");
                }
            }
        }
    }

    static String password(Service service) {
        return "dev-only-" + service.database();
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
