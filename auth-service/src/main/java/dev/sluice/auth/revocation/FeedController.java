package dev.sluice.auth.revocation;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.token.Mint;
import dev.sluice.common.revocation.FeedPage;

/** Tells what was revoked to whoever verifies tokens. */
@RestController
@Tag(name = "Tokens")
class FeedController {

    private static final long LONGEST_WAIT = 10_000;

    private final RevocationBoard board;
    private final Mint mint;
    private final Clock clock;
    private final Semaphore places;

    FeedController(RevocationBoard board, Mint mint, Clock clock, RevocationProperties properties) {
        this.board = board;
        this.mint = mint;
        this.clock = clock;
        this.places = new Semaphore(properties.followers());
    }

    @Operation(summary = "Follow the revocations", description = """
            A JWT of type revocations+jwt with what was revoked after a number: marks (SHA-256 of what a \
            token can be known by), and below which epoch of its subject. The answer waits for news as long \
            as you let it; ask again after its head. An answer without news says that there are none.""")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "string")))
    @SecurityRequirements
    @GetMapping(path = "/revocations", produces = "application/jwt")
    ResponseEntity<byte[]> follow(@RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(name = "wait_ms", defaultValue = "0") @Min(0) @Max(LONGEST_WAIT) long waitMillis)
            throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new TooManyFollowers();
        }
        try {
            Instant asked = clock.instant();
            RevocationBoard.News news = board.after(after, Duration.ofMillis(waitMillis));
            Instant now = clock.instant();
            FeedPage page = new FeedPage(news.head(), news.more(), Duration.between(asked, now),
                    Duration.between(news.asOf(), now), news.revoked());
            return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                    .body(mint.statement(FeedPage.TYPE, page.claims()).getBytes(StandardCharsets.US_ASCII));
        }
        finally {
            places.release();
        }
    }
}
