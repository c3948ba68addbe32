package dev.sluice.common.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import dev.sluice.common.lifecycle.BackgroundWork;
import dev.sluice.common.lifecycle.StopSignal;
import dev.sluice.common.revocation.FeedPage;
import dev.sluice.common.revocation.Mark;
import dev.sluice.common.revocation.Revocations;
import dev.sluice.common.revocation.TokenMarks;

/**
 * Asks the issuer again and again what was revoked, each question waiting there for news. What an answer says
 * counts only with the issuer's signature, and for the question that it answers.
 */
final class RevocationFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RevocationFollower.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** All there is takes longer to be told than what is new, and nothing is served before. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

    private final URI feed;
    private final Duration wait;
    private final Duration patience;
    private final JwtDecoder signatures;
    private final Revocations revocations;
    private final HttpClient http;
    private final BackgroundWork following = new BackgroundWork("revocation-follower", this::follow);
    private final SecureRandom random = new SecureRandom();
    private long head;
    private @Nullable Mark headMark;
    private int failures;

    RevocationFollower(URI feed, Duration bound, JwtDecoder signatures, Revocations revocations) {
        this.feed = feed;
        this.wait = bound.multipliedBy(2).dividedBy(5);
        this.patience = wait.plus(bound);
        this.signatures = signatures;
        this.revocations = revocations;
        this.http = HttpClient.newBuilder().connectTimeout(bound.multipliedBy(2)).build();
    }

    @Override
    public void start() {
        catchUp();
        following.start();
    }

    private void follow(StopSignal own) {
        while (!own.stopped()) {
            try {
                FeedPage page = ask(revocations.hasCaughtUp() ? wait : Duration.ZERO);
                if (page.revoked().isEmpty() && page.held().compareTo(wait.dividedBy(2)) < 0) {
                    // Nobody held the question: asking again at once would never end.
                    own.stoppedWithin(wait);
                }
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            catch (Exception e) {
                failed(e);
                own.stoppedWithin(pause());
            }
        }
    }

    /** Spares the first requests the wait for what was revoked before, if that is to be had. */
    private void catchUp() {
        try {
            while (ask(Duration.ZERO).more()) {
                log.debug("There are more revocations than one answer holds");
            }
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        catch (Exception e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        if (failures++ == 0) {
            log.warn("The revocation feed at {} does not answer: {}", feed, e.toString());
        }
    }

    private FeedPage ask(Duration longest) throws Exception {
        byte[] random = new byte[16];
        this.random.nextBytes(random);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        long asked = System.nanoTime();
        Jwt signed = signatures.decode(answer(nonce, longest));
        FeedPage page = FeedPage.of(signed.getClaims());
        if (!page.nonce().equals(nonce) || page.after() != head) {
            throw new IOException("the answer belongs to another question");
        }
        String kid = String.valueOf(signed.getHeaders().get("kid"));
        if (revocations.cover(TokenMarks.of(null, null, null, kid, 0))) {
            throw new IOException("the answer is signed with a key that was withdrawn");
        }
        head = page.head();
        if (!page.revoked().isEmpty()) {
            headMark = page.revoked().getLast().mark();
        }
        revocations.add(page.revoked());
        if (!page.more()) {
            // The issuer had the question for that long, and knew all there was until then but for its age.
            revocations.complete(Duration.ofNanos(System.nanoTime() - asked)
                    .minus(page.held()).plus(page.age()));
        }
        if (failures > 0) {
            log.info("The revocation feed answers again, after {} failures", failures);
            failures = 0;
        }
        return page;
    }

    private String answer(String nonce, Duration held) throws Exception {
        String query = "?after=" + head + "&wait_ms=" + held.toMillis() + "&nonce=" + nonce
                + (headMark == null ? "" : "&mark=" + headMark);
        CompletableFuture<HttpResponse<String>> asking = http.sendAsync(
                HttpRequest.newBuilder(URI.create(feed + query)).header("Accept", "application/jwt").build(),
                BodyHandlers.ofString());
        try {
            // Unlike the request's own timeout, this one is about the body too.
            Duration longest = revocations.hasCaughtUp() ? patience : FIRST_PATIENCE;
            HttpResponse<String> answer = asking.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return answer.body();
        }
        finally {
            asking.cancel(true);
        }
    }

    private Duration pause() {
        Duration pause = Duration.ofMillis(50L << Math.min(failures, 5));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Nobody waits for the answer that it may wait for. */
    @Override
    public void stop() {
        following.stop(() -> { }, Duration.ZERO);
    }

    @Override
    public boolean isRunning() {
        return following.isRunning();
    }

    /** Before the web server takes its first request, and after it had its last. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }
}
