package dev.sluice.common.test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

import dev.sluice.common.revocation.FeedPage;
import dev.sluice.common.revocation.Revocation;

/** What a {@link TestIssuer} tells of revocations, to whoever follows it. */
public final class TestFeed {

    private final Function<FeedPage, String> signed;
    private final List<Revocation> revoked = new ArrayList<>();
    private final AtomicReference<String> lastPage = new AtomicReference<>("");
    private volatile boolean silent;
    private volatile boolean replaying;

    TestFeed(Function<FeedPage, String> signed) {
        this.signed = signed;
    }

    /** Tells it to whoever follows. */
    public void revoke(Revocation revocation) {
        synchronized (revoked) {
            revoked.add(revocation);
            revoked.notifyAll();
        }
    }

    /** Whether nothing is told, while the issuer's keys can be had. */
    public void silent(boolean nowSilent) {
        silent = nowSilent;
    }

    /** Whether whoever follows gets the last answer again and again. */
    public void replay(boolean nowReplaying) {
        replaying = nowReplaying;
    }

    /** Holds the question as long as it may wait and there is no news; none while it is silent. */
    Optional<String> answer(URI question) {
        if (silent) {
            return Optional.empty();
        }
        MultiValueMap<String, String> query =
                UriComponentsBuilder.fromUri(question).build().getQueryParams();
        int after = Integer.parseInt(query.getFirst("after"));
        long began = System.nanoTime();
        List<Revocation> news = news(after, Long.parseLong(query.getFirst("wait_ms")));
        Duration held = Duration.ofNanos(System.nanoTime() - began);
        String fresh = signed.apply(new FeedPage(query.getFirst("nonce"), after, after + news.size(), false,
                held, Duration.ZERO, news));
        return Optional.of(lastPage.accumulateAndGet(fresh, (last, now) -> replaying ? last : now));
    }

    private List<Revocation> news(int after, long waitMillis) {
        synchronized (revoked) {
            // Not to wait is another thing than to wait for nothing, which would be for ever.
            if (revoked.size() <= after && waitMillis > 0) {
                try {
                    revoked.wait(waitMillis);
                }
                catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
            return List.copyOf(revoked.subList(Math.min(after, revoked.size()), revoked.size()));
        }
    }
}
