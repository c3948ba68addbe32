package dev.sluice.bench;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import dev.sluice.local.demo.Door;

/** Accounts {@code p0}, {@code p1} and so on, all with the same password. */
final class People {

    private final AuthService service;
    private final String password;
    private final Door door = Door.anonymous();

    People(AuthService service, String password) {
        this.service = service;
        this.password = password;
    }

    /** One signs up, and the others are copies: a thousand sign-ups would be a thousand hashes. */
    void signUp(int accounts) throws SQLException {
        door.post(URI.create(service.address() + "/auth/signup"), Map.of("first_name", "Bench",
                "last_name", "Mark", "email", "p0@bench.example", "password", password)).expect(201);
        try (Connection connection = service.connect(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    with copy as (
                      insert into account (id, email, first_name, last_name, password_hash,
                                           created_at, version)
                      select gen_random_uuid(), 'p' || number || '@bench.example', first_name, last_name,
                             password_hash, created_at, version
                      from account, generate_series(1, %d) number where email = 'p0@bench.example'
                      returning id)
                    insert into account_role select id, 'submitter' from copy""".formatted(accounts - 1));
        }
    }

    /** The hash that all have, with its parameters. */
    String hash() throws SQLException {
        try (Connection connection = service.connect(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select password_hash from account where email = 'p0@bench.example'")) {
            row.next();
            return row.getString(1);
        }
    }

    /** An access token of one of them. */
    String token() {
        return door.post(URI.create(service.address() + "/auth/signin"),
                Map.of("email", "p0@bench.example", "password", password)).expect(200).text("access_token");
    }
}
