package dev.sluice.bench.empty;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what a sign-in takes and answers with as much, and does nothing in between: what an endpoint costs
 * that has JSON on both sides. It is at a path that is open, by a method that nothing else has there.
 */
@RestController
final class EmptyEndpoint {

    private final Answer answer = new Answer("t".repeat(640), "Bearer", 1440, "sluice-web", "r".repeat(120));

    record Credentials(@NotBlank String email, @NotBlank String password) {
    }

    record Answer(String accessToken, String tokenType, long expiresIn, String scope, String refreshToken) {
    }

    @PutMapping(path = "/auth/refresh", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> nothing(@Valid @RequestBody Credentials credentials) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }
}
