package dev.sluice.common.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import dev.sluice.common.lifecycle.StopSignal;
import dev.sluice.common.revocation.FeedPage;
import dev.sluice.common.revocation.Revocations;

/**
 * Asks the issuer again and again what was revoked, each question waiting there for news. What an answer says
 * counts only with the issuer's signature, and an answer that is older than the one before is no news.
 */
final class RevocationFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RevocationFollower.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final URI feed;
    private final Duration wait;
    private final Duration patience;
    private final JwtDecoder signatures;
    private final Revocations revocations;
    private final Clock clock;
    private final HttpClient http;
    private volatile StopSignal signal = new StopSignal();
    private volatile boolean running;
    private long head;
    private Instant lastIssued = Instant.EPOCH;
    private int failures;

    RevocationFollower(URI feed, Duration bound, JwtDecoder signatures, Revocations revocations,
            Clock clock) {
        this.feed = feed;
        this.wait = bound.multipliedBy(2).dividedBy(5);
        this.patience = wait.plus(bound);
        this.signatures = signatures;
        this.revocations = revocations;
        this.clock = clock;
        this.http = HttpClient.newBuilder().connectTimeout(bound.multipliedBy(2)).build();
    }

    @Override
    public void start() {
        StopSignal own = new StopSignal();
        signal = own;
        running = true;
        Thread.ofVirtual().name("revocation-follower").start(() -> follow(own));
    }

    private void follow(StopSignal own) {
        while (!own.stopped()) {
            try {
                FeedPage page = ask();
                if (failures > 0) {
                    log.info("The revocation feed answers again, after {} failures", failures);
                }
                failures = 0;
                if (page.revoked().isEmpty() && page.held().compareTo(wait.dividedBy(2)) < 0) {
                    // Nobody held the question: asking again at once would never end.
                    own.stoppedWithin(wait);
                }
            }
            catch (IOException | JwtException | IllegalArgumentException e) {
                if (failures++ == 0) {
                    log.warn("The revocation feed at {} does not answer: {}", feed, e.toString());
                }
                own.stoppedWithin(pause());
            }
            catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private FeedPage ask() throws IOException, InterruptedException {
        Instant asked = clock.instant();
        URI question = URI.create(feed + "?after=" + head + "&wait_ms=" + wait.toMillis());
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(question)
                .timeout(patience).header("Accept", "application/jwt").build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        Jwt signed = signatures.decode(answer.body());
        Instant issued = signed.getIssuedAt();
        if (issued == null || issued.isBefore(lastIssued)) {
            throw new IOException("an old answer came back");
        }
        FeedPage page = FeedPage.of(signed.getClaims());
        lastIssued = issued;
        head = page.head();
        revocations.add(page.revoked());
        if (!page.more()) {
            // The issuer had the question for that long, and knew all there was until then but for its age.
            revocations.completeAsOf(asked.plus(page.held()).minus(page.age()));
        }
        return page;
    }

    private Duration pause() {
        Duration pause = Duration.ofMillis(50L << Math.min(failures, 5));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    @Override
    public void stop() {
        signal.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
