package dev.sluice.common.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whom the bound on a statement concerns. */
class PatientMigrationsTests {

    private static final String LONGER = "select pg_sleep(4)";

    @Test
    void aMigrationMayTakeLongerThanAStatementOfARequest(@TempDir Path migrations) throws IOException {
        Files.writeString(migrations.resolve("V1__long.sql"), LONGER);
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
                        FlywayAutoConfiguration.class, DatabaseAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + Stack.shared().postgres().newDatabase("patient"),
                        "spring.datasource.hikari.maximum-pool-size=2",
                        "spring.datasource.hikari.data-source-properties.socketTimeout=3",
                        "spring.flyway.locations=filesystem:" + migrations)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    JdbcClient jdbc = JdbcClient.create(context.getBean(DataSource.class));
                    for (int connection = 0; connection < 2; connection++) {
                        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                                .isThrownBy(() -> jdbc.sql(LONGER).query(String.class).single());
                    }
                });
    }
}
