package dev.sluice.local.stack;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;

import dev.sluice.local.engine.Engine;
import dev.sluice.local.engine.Engines;

/** PostgreSQL 18, addressed as its superuser. */
public final class Postgres extends Component {

    Postgres(Engine engine) {
        super(engine);
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port(0);
    }

    public String user() {
        return Engines.POSTGRES_USER;
    }

    public String password() {
        return Engines.POSTGRES_PASSWORD;
    }

    /** A JDBC address that says all, user and password too. */
    public String url(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + database + "?user=" + user() + "&password="
                + URLEncoder.encode(password(), StandardCharsets.UTF_8);
    }

    /**
     * Creates an empty database that nobody else uses; the prefix makes it recognisable. Returns its
     * address.
     */
    public String newDatabase(String prefix) {
        String name = prefix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_") + "_"
                + UUID.randomUUID().toString().substring(0, 8);
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database \"" + name + "\"");
        }
        catch (SQLException e) {
            throw new IllegalStateException("The database " + name + " could not be created", e);
        }
        return url(name);
    }

    /** A connection that its caller closes. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database));
    }
}
