package dev.sluice.auth.revocation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.token.Mint;
import dev.sluice.common.revocation.FeedPage;
import dev.sluice.common.revocation.Mark;

/** Tells what was revoked to whoever verifies tokens. */
@RestController
@Tag(name = "Tokens")
class FeedController {

    private static final long LONGEST_WAIT = 10_000;

    private final RevocationBoard board;
    private final Mint mint;
    private final LargePages pages;
    private final Semaphore places;

    FeedController(RevocationBoard board, Mint mint, LargePages pages, RevocationProperties properties) {
        this.board = board;
        this.mint = mint;
        this.pages = pages;
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
            @RequestParam(required = false) @Nullable @Pattern(regexp = "[A-Za-z0-9_-]{22}") String mark,
            @RequestParam(name = "wait_ms", defaultValue = "0") @Min(0) @Max(LONGEST_WAIT) long waitMillis,
            @RequestParam(defaultValue = "") @Size(max = 64) String nonce) throws InterruptedException {
        // Where all places to wait are taken, the answer comes at once; it is no worse for that.
        boolean place = places.tryAcquire();
        try {
            long asked = System.nanoTime();
            RevocationBoard.News news = board.after(after, mark == null ? null : Mark.parse(mark),
                    Duration.ofMillis(place ? waitMillis : 0));
            // Before it waits for its turn: the news are of this moment.
            Duration held = Duration.ofNanos(System.nanoTime() - asked);
            String signed = pages.make(news.revoked().size(), () -> mint.statement(FeedPage.TYPE,
                    new FeedPage(nonce, after, news.head(), news.more(), held, news.age(), news.revoked())
                            .claims()));
            return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                    .body(signed.getBytes(StandardCharsets.US_ASCII));
        }
        finally {
            if (place) {
                places.release();
            }
        }
    }
}
