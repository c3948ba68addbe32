package dev.sluice.auth.key;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.sluice.common.test.SettableClock;
import dev.sluice.local.stack.Stack;

import static org.assertj.core.api.Assertions.assertThat;

/** The secrets of an installation over the years, in a database of their own. */
class SecretsTests {

    private static final String PURPOSE = "a test";
    private static final Duration MONTH = Duration.ofDays(30);
    private static final byte[] PLAIN = "plain".getBytes(StandardCharsets.UTF_8);

    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(
            Stack.shared().postgres().newDatabase("auth_secrets")));
    private final SettableClock clock = new SettableClock();

    @Test
    void aSecretOpensWhatItSealedForAsLongAsThatCanCountAndIsGoneThen() {
        jdbc.sql("create table secret (number smallint primary key, sealed text, created_at timestamptz)")
                .update();
        Secrets secrets = newSecrets();
        Secrets other = newSecrets();
        Vault vault = new Vault(secrets);
        clock.advance(MONTH);
        String sealed = vault.seal(PURPOSE, PLAIN);
        clock.advance(Duration.ofSeconds(1));
        secrets.renew();
        clock.advance(Duration.ofHours(1));
        String later = vault.seal(PURPOSE, PLAIN);

        clock.advance(Vault.LONGEST);
        secrets.renew();
        assertThat(vault.open(PURPOSE, sealed)).hasValue(PLAIN);
        clock.advance(Duration.ofDays(1));
        secrets.renew();
        other.renew();
        assertThat(vault.open(PURPOSE, sealed)).isEmpty();
        assertThat(new Vault(other).open(PURPOSE, sealed)).isEmpty();
        assertThat(vault.open(PURPOSE, later)).hasValue(PLAIN);
        assertThat(numbers()).startsWith(2);

        IntStream.range(0, 40).forEach(month -> {
            clock.advance(MONTH.plusSeconds(1));
            secrets.renew();
        });
        assertThat(numbers()).hasSize(15);
        newSecrets();
        assertThat(numbers()).hasSize(15);
        assertThat(vault.open(PURPOSE, vault.seal(PURPOSE, PLAIN))).hasValue(PLAIN);
    }

    private List<Integer> numbers() {
        return jdbc.sql("select number from secret order by number").query(Integer.class).list();
    }

    private Secrets newSecrets() {
        return new Secrets(jdbc, new KeyProperties("a key-encryption key for the tests of secrets",
                SigningAlgorithm.ES256, null, Duration.ofMinutes(5), MONTH, Duration.ofMinutes(10)), clock);
    }
}
