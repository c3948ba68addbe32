package dev.sluice.auth.signin;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.unit.DataSize;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.Accounts;
import dev.sluice.auth.key.Vault;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.password.PasswordHashes;
import dev.sluice.auth.password.TestHashes;
import dev.sluice.auth.password.WeighedHashes;
import dev.sluice.auth.proof.Attempt;
import dev.sluice.auth.proof.Network;
import dev.sluice.auth.proof.Proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

/** Accounts whose hash another system made, or we did with other parameters. */
@AuthTest
class OlderHashApiTests {

    private static final String TODAYS = "$argon2id$v=19$m=19456,t=2,p=1$";
    private static final String OTHER_PASSWORD = "another gentle river";

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired MeterRegistry meters;
    @Autowired Accounts accounts;
    @Autowired PasswordHashes hashes;
    @Autowired AccountPasswords passwords;
    @Autowired Proofs proofs;
    @Autowired Vault vault;

    @ParameterizedTest
    @ValueSource(strings = {"$2a", "$2b", "$2y", "$argon2id"})
    void aProvenSignInMakesAnOlderHashAnewAndEndsNothing(String kind) {
        String email = people.signUp(http);
        String token = people.signIn(http, email);
        keep(email, older(kind));
        Account before = account(email);
        refused(email, OTHER_PASSWORD);
        assertThat(account(email)).isEqualTo(before);

        proofs.forget(email);
        people.signIn(http, email);

        Account after = account(email);
        assertThat(after.passwordHash()).startsWith(TODAYS);
        assertThat(hashes.matches(Password.of(People.PASSWORD), after.passwordHash())).isTrue();
        assertThat(List.of(after.tokenEpoch(), after.sessionEpoch(), after.version()))
                .isEqualTo(List.of(before.tokenEpoch(), before.sessionEpoch(), before.version()));
        http.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(token)).exchange()
                .expectStatus().isOk();
        // What was remembered with the old hash is of the same password.
        double computed = computed();
        people.signIn(http, email);
        assertThat(computed()).isEqualTo(computed);
    }

    @Test
    void aHashOfTodayStaysAsItIs() {
        String email = people.signUp(http);
        Account before = account(email);
        people.signIn(http, email);
        assertThat(account(email)).isEqualTo(before);
    }

    @Test
    void whenThereIsNoPlaceForAnotherHashTheNextSignInMakesIt() {
        String email = people.signUp(http);
        keep(email, older("$2b"));
        Account account = account(email);
        try (PasswordHashes busy = TestHashes.busy()) {
            new AccountPasswords(accounts, busy, proofs, vault).renew(account, Password.of(People.PASSWORD));
        }
        assertThat(account(email)).isEqualTo(account);
        people.signIn(http, email);
        assertThat(account(email).passwordHash()).startsWith(TODAYS);
    }

    @Test
    void aPasswordThatWasChangedMeanwhileStaysTheOtherOne() {
        String email = people.signUp(http);
        String token = people.signIn(http, email);
        keep(email, older("$2b"));
        Account provenBefore = account(email);
        http.post().uri("/auth/password").headers(headers -> headers.setBearerAuth(token))
                .body(Map.of("current_password", People.PASSWORD, "new_password", OTHER_PASSWORD)).exchange()
                .expectStatus().isOk();

        passwords.renew(provenBefore, Password.of(People.PASSWORD));

        refused(email, People.PASSWORD);
        people.signIn(http, email, OTHER_PASSWORD);
    }

    @Test
    void ofALongPasswordAllCountsOnceItWasProvenByWhatBcryptHadSeenOfIt() {
        String seen = "gentle river ".repeat(6).substring(0, 72);
        String email = people.signUp(http);
        keep(email, bcrypt(4).encode(seen));
        people.signIn(http, email, seen + " and all that comes after it");

        refused(email, seen);
        refused(email, seen + " and something else");
        people.signIn(http, email, seen + " and all that comes after it");
    }

    @Test
    void bcryptIsAskedForWhatWasTypedAndWeForOurForm() {
        String typed = "zwo\u0308lf Boxka\u0308mpfer";
        String email = people.signUp(http);
        keep(email, bcrypt(4).encode(typed));
        people.signIn(http, email, typed);
        people.signIn(http, email, "zw\u00f6lf Boxk\u00e4mpfer");
        assertThat(account(email).passwordHash()).startsWith(TODAYS);
    }

    @Test
    void anUnknownAddressIsComparedWithSomeAccountsHashAndNeverGetsIn() {
        people.signUp(http);
        String unknown = People.newAddress();
        String hash = standIn(unknown).passwordHash();
        assertThat(standIn(unknown).passwordHash()).isEqualTo(hash);
        String slow = bcrypt(12).encode(People.PASSWORD);
        double takenBefore = took(() -> refused(unknown, People.PASSWORD));
        replace(hash, slow);
        try {
            // The right password of that account, which is not the one that was asked for.
            assertThat(took(() -> refused(unknown, People.PASSWORD))).isGreaterThan(2 * takenBefore);
        }
        finally {
            replace(slow, hash);
        }
    }

    /** To the byte and not to the millisecond, which would not tell a hash that is a tenth cheaper. */
    @Test
    void anUnknownAddressCostsNoLessThanTheAccountWhoseHashItIsComparedWith() {
        String email = people.signUp(http);
        String unknown = Stream.generate(People::newAddress).limit(200)
                .filter(address -> standIn(address).passwordHash().startsWith(TODAYS))
                .findFirst().orElseThrow(() -> new AssertionError("No stand-in is a hash of today"));
        try (WeighedHashes weighed = new WeighedHashes()) {
            var compared = new AccountPasswords(accounts, weighed.hashes(), proofs, vault);
            long known = weighed.weigh(() -> compared.compare(attempt(email)));
            assertThat(known).isGreaterThan(DataSize.ofMegabytes(19).toBytes());
            assertThat(weighed.weigh(() -> compared.compare(attempt(unknown))))
                    .isCloseTo(known, withinPercentage(1));
        }
    }

    @Test
    void unknownAddressesDrawFromAllAccounts() {
        people.signUp(http);
        people.signUp(http);
        assertThat(Stream.generate(People::newAddress).limit(200).map(this::standIn).map(Account::id)
                .distinct()).hasSizeGreaterThan(1);
        String unknown = "no address";
        assertThat(standIn(unknown).email()).isNotEqualTo(unknown);
    }

    @Test
    void aKnownAddressHasNoStandIn() {
        String email = people.signUp(http);
        assertThat(standIn(email)).isEqualTo(account(email));
        for (UUID from : List.of(new UUID(0, 0), new UUID(-1, -1))) {
            assertThat(accounts.findByEmailOrFrom(email, from)).contains(account(email));
        }
    }

    @Test
    void afterTheLastAccountComesTheFirst() {
        people.signUp(http);
        assertThat(accounts.findByEmailOrFrom("", new UUID(-1, -1))).isPresent()
                .isEqualTo(accounts.findByEmailOrFrom("", new UUID(0, 0)));
    }

    private Account standIn(String email) {
        return Objects.requireNonNull(passwords.ownerOrStandIn(
                new Attempt(email, email, Password.of(""), Network.of("192.0.2.1"), null)));
    }

    private static BCryptPasswordEncoder bcrypt(int cost) {
        return new BCryptPasswordEncoder(cost);
    }

    private static String older(String kind) {
        boolean argon2 = kind.equals("$argon2id");
        PasswordEncoder encoder = argon2 ? new Argon2PasswordEncoder(16, 32, 1, 8_192, 1) : bcrypt(4);
        String hash = Objects.requireNonNull(encoder.encode(People.PASSWORD));
        return argon2 ? hash : kind + hash.substring(kind.length());
    }

    private void keep(String email, @Nullable String hash) {
        jdbc.sql("update account set password_hash = ? where email = ?").params(hash, email).update();
    }

    private void replace(String old, @Nullable String hash) {
        assertThat(jdbc.sql("update account set password_hash = ? where password_hash = ?")
                .params(hash, old).update()).isOne();
    }

    private Account account(String email) {
        return accounts.findByEmail(email).orElseThrow();
    }

    private void refused(String email, String password) {
        http.post().uri("/auth/signin").body(Map.of("email", email, "password", password)).exchange()
                .expectStatus().isUnauthorized();
    }

    private static Attempt attempt(String email) {
        return new Attempt(email, email, Password.of(OTHER_PASSWORD), Network.of("127.0.0.1"), null);
    }

    private double computed() {
        return meters.get("sluice.auth.hashes").timer().count();
    }

    /** How long the hashes took that were computed meanwhile, in milliseconds. */
    private double took(Runnable attempt) {
        Timer timer = meters.get("sluice.auth.hashes").timer();
        double before = timer.totalTime(TimeUnit.MILLISECONDS);
        attempt.run();
        return timer.totalTime(TimeUnit.MILLISECONDS) - before;
    }
}
