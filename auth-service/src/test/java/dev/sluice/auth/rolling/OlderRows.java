package dev.sluice.auth.rolling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A database as another version left it. */
final class OlderRows {

    private OlderRows() {
    }

    /** The migrations up to one, as Flyway would run them. */
    static void migrate(String url, int last) throws IOException, SQLException {
        Map<Integer, Resource> migrations = new TreeMap<>();
        for (Resource script : new PathMatchingResourcePatternResolver()
                .getResources("classpath:db/migration/V*.sql")) {
            String name = Objects.requireNonNull(script.getFilename());
            migrations.put(Integer.valueOf(name.substring(1, name.indexOf("__"))), script);
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (var migration : migrations.entrySet()) {
                if (migration.getKey() <= last) {
                    statement.execute(migration.getValue().getContentAsString(StandardCharsets.UTF_8));
                }
            }
        }
    }

    /** Names the columns that version 0.1 knows, as its own statements do. */
    static void insert(String url, JsonNode tables) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("delete from revocation_head; delete from client_head");
            for (String table : Recorder.TABLES) {
                JsonNode rows = tables.get(table);
                String columns = String.join(", ", rows.get(0).propertyNames());
                try (PreparedStatement insert = connection.prepareStatement("insert into " + table + " ("
                        + columns + ") select " + columns + " from jsonb_populate_recordset(null::" + table
                        + ", cast(? as jsonb))")) {
                    insert.setString(1, rows.toString());
                    assertThat(insert.executeUpdate()).isEqualTo(rows.size());
                }
            }
        }
    }
}
