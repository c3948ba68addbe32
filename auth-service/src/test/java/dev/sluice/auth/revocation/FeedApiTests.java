package dev.sluice.auth.revocation;

import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import dev.sluice.auth.AuthTest;
import dev.sluice.auth.People;
import dev.sluice.common.revocation.FeedPage;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@AuthTest
class FeedApiTests {

    @Autowired RestTestClient http;
    @Autowired People people;
    @Autowired JdbcClient jdbc;
    @Autowired RevocationLedger ledger;
    @Autowired LargePages pages;
    @Autowired TransactionTemplate transaction;

    @Test
    void whatIsRevokedIsToldAndSigned() throws Exception {
        long before = ask(0, 0).head();
        Mark mark = mark();
        transaction.executeWithoutResult(status -> ledger.revoke(mark, 7));
        FeedPage page = ask(before, 5_000);
        assertThat(page.head()).isEqualTo(before + 1);
        assertThat(page.revoked()).extracting(Revocation::mark).containsExactly(mark);
        assertThat(page.revoked().getFirst().below()).isEqualTo(7);

        SignedJWT signed = SignedJWT.parse(answer(before, 5_000));
        JWKSet keys = JWKSet.parse(Objects.requireNonNull(http.get().uri("/.well-known/jwks.json").exchange()
                .expectBody(String.class).returnResult().getResponseBody()));
        assertThat(signed.verify(new ECDSAVerifier(
                keys.getKeyByKeyId(signed.getHeader().getKeyID()).toECKey()))).isTrue();
        assertThat(signed.getHeader().getType().getType()).isEqualTo(FeedPage.TYPE);
        http.get().uri("/auth/me").headers(headers -> headers.setBearerAuth(signed.serialize())).exchange()
                .expectStatus().isUnauthorized();
    }

    @Test
    void aQuestionWaitsForNewsAndNoLonger() throws Exception {
        long head = ask(0, 0).head();
        Mark mark = mark();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<FeedPage> waiting = threads.submit(() -> ask(head, 10_000));
            transaction.executeWithoutResult(status -> ledger.revoke(mark));
            FeedPage news = waiting.get();
            assertThat(news.revoked()).extracting(Revocation::mark).contains(mark);
            assertThat(news.held()).isLessThan(Duration.ofSeconds(10));
        }
        FeedPage nothing = ask(head + 1, 50);
        assertThat(nothing.revoked()).isEmpty();
        assertThat(nothing.held()).isBetween(Duration.ofMillis(50), Duration.ofSeconds(10));
        assertThat(nothing.age()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void nothingIsToldOfWhatDidNotHappen() {
        long head = ask(0, 0).head();
        Mark mark = mark();
        transaction.executeWithoutResult(status -> {
            ledger.revoke(mark);
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> ledger.revoke(mark()));
        FeedPage page = ask(head, 5_000);
        assertThat(page.revoked()).extracting(Revocation::mark).doesNotContain(mark);
        assertThat(page.head()).isEqualTo(head + 1);
        assertThatThrownBy(() -> ledger.revoke(mark)).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aFollowerMissesNoneOfThoseThatAreRevokedAtOnce() throws Exception {
        long head = ask(0, 0).head();
        List<Mark> revoked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int one = 0; one < 40; one++) {
                Mark mark = mark();
                revoked.add(mark);
                threads.execute(() -> transaction.executeWithoutResult(status -> ledger.revoke(mark)));
            }
            List<Mark> heard = new ArrayList<>();
            long[] after = {head};
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                FeedPage page = ask(after[0], 100);
                assertThat(page.head()).isEqualTo(after[0] + page.revoked().size());
                after[0] = page.head();
                page.revoked().forEach(revocation -> heard.add(revocation.mark()));
                return heard.containsAll(revoked);
            });
        }
    }

    @Test
    void whatAnotherInstanceRevokedIsToldToo() {
        long head = ask(0, 0).head();
        Mark mark = mark();
        jdbc.sql("""
                with head as (update revocation_head set last = last + 1 returning last)
                insert into revocation (number, mark, below, until)
                select last, :mark, 1, now() + interval '1 hour' from head""")
                .param("mark", mark.toString()).update();
        await().atMost(Duration.ofSeconds(10)).until(() -> ask(head, 0).revoked().stream()
                .anyMatch(revocation -> revocation.mark().equals(mark)));
    }

    @Test
    void aFollowerOfALaterPastGetsAll() {
        long before = ask(0, 0).head();
        transaction.executeWithoutResult(status -> ledger.revoke(mark()));
        ask(before, 5_000);
        FeedPage all = ask(0, 0);
        FeedPage ahead = ask(all.head() + 1_000, 500);
        assertThat(ahead.head()).isEqualTo(all.head());
        assertThat(ahead.revoked()).isEqualTo(all.revoked()).isNotEmpty();

        FeedPage same = ask(all.head(), 0, "&mark=" + all.revoked().getLast().mark());
        assertThat(same.revoked()).isEmpty();
        FeedPage other = ask(all.head(), 0, "&mark=" + mark());
        assertThat(other.revoked()).isEqualTo(all.revoked());
    }

    @Test
    void anAnswerSaysWhichQuestionItAnswers() {
        FeedPage page = ask(3, 0, "&nonce=n-17");
        assertThat(page.nonce()).isEqualTo("n-17");
        assertThat(page.after()).isEqualTo(3);
    }

    @Test
    void oneWhoHasHeardMoreThanThisInstanceIsToldNothingOld() {
        FeedPage ahead = ask(ask(0, 0).head() + 1, 0);
        assertThat(ahead.revoked()).isEmpty();
    }

    @Test
    void fewLargePagesAreMadeAtOnceAndNewsAreNotKeptBack() throws Exception {
        transaction.executeWithoutResult(status -> {
            for (int one = 0; one <= LargePages.FEW; one++) {
                ledger.revoke(mark());
            }
        });
        await().atMost(Duration.ofSeconds(10)).until(() -> ask(0, 0).revoked().size() > LargePages.FEW);
        long head = ask(0, 0).head();
        int places = Runtime.getRuntime().availableProcessors();
        Semaphore begun = new Semaphore(0);
        Semaphore end = new Semaphore(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> large = new ArrayList<>();
            for (int place = 0; place < places; place++) {
                large.add(threads.submit(() -> pages.make(LargePages.FEW + 1, () -> {
                    begun.release();
                    end.acquireUninterruptibly();
                    return "made";
                })));
            }
            begun.acquire(places);
            try {
                JsonNode problem = People.answer(http.get().uri("/revocations?after=0")
                        .header(HttpHeaders.ACCEPT, "application/jwt").exchange()
                        .expectStatus().isEqualTo(503)
                        .expectHeader().valueEquals(HttpHeaders.RETRY_AFTER, "1"));
                assertThat(problem.get("type").asString()).isEqualTo("urn:sluice:problem:feed-busy");
                Mark mark = mark();
                transaction.executeWithoutResult(status -> ledger.revoke(mark));
                assertThat(ask(head, 5_000).revoked()).extracting(Revocation::mark).containsExactly(mark);
            }
            finally {
                end.release(places);
            }
            for (Future<String> page : large) {
                assertThat(page.get()).isEqualTo("made");
            }
        }
        assertThat(ask(0, 0).revoked()).hasSizeGreaterThan(LargePages.FEW);
    }

    @Test
    void whatNobodyCanAskIsRefused() {
        for (String query : List.of("after=-1", "after=x", "wait_ms=10001")) {
            http.get().uri("/revocations?" + query).exchange().expectStatus().isBadRequest();
        }
    }

    @Test
    void aSignOutIsToldWithoutTellingWho() throws Exception {
        long head = ask(0, 0).head();
        var session = People.answer(http.post().uri("/auth/signin")
                .body(Map.of("email", people.signUp(http), "password", People.PASSWORD)).exchange());
        String sid = SignedJWT.parse(session.get("access_token").asString()).getJWTClaimsSet()
                .getStringClaim("sid");
        http.post().uri("/auth/signout")
                .body(Map.of("refresh_token", session.get("refresh_token").asString())).exchange()
                .expectStatus().isNoContent();
        assertThat(ask(head, 5_000).revoked()).extracting(Revocation::mark).contains(Mark.ofSession(sid));
        assertThat(SignedJWT.parse(answer(head, 0)).getPayload().toString()).doesNotContain(sid);
    }

    private static Mark mark() {
        return Mark.ofSession(UUID.randomUUID().toString());
    }

    private FeedPage ask(long after, long waitMillis) {
        return ask(after, waitMillis, "");
    }

    private FeedPage ask(long after, long waitMillis, String more) {
        try {
            return FeedPage.of(SignedJWT.parse(answer(after, waitMillis, more)).getJWTClaimsSet()
                    .getClaims());
        }
        catch (ParseException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private String answer(long after, long waitMillis) {
        return answer(after, waitMillis, "");
    }

    private String answer(long after, long waitMillis, String more) {
        return Objects.requireNonNull(http.get()
                .uri("/revocations?after=" + after + "&wait_ms=" + waitMillis + more)
                .exchange().expectStatus().isOk().expectHeader().contentType("application/jwt")
                .expectBody(String.class).returnResult().getResponseBody());
    }
}
