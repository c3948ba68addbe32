package dev.sluice.auth.database;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseAccountTests {

    @Test
    void aCommandUsesTheDatabaseAsTheApplicationDoes() {
        assertThat(DatabaseAccount.of(Map.of("SPRING_DATASOURCE_USERNAME", "auth",
                "SPRING_DATASOURCE_PASSWORD", "a secret"))).containsOnly(Map.entry("user", "auth"),
                Map.entry("password", "a secret"));
    }

    @Test
    void halfAnAccountIsNone() {
        assertThat(DatabaseAccount.of(Map.of("SPRING_DATASOURCE_USERNAME", "auth"))).isEmpty();
        assertThat(DatabaseAccount.of(Map.of("SPRING_DATASOURCE_PASSWORD", "a secret"))).isEmpty();
    }
}
