package dev.sluice.auth.signin;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.account.Person;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.proof.Attempt;
import dev.sluice.auth.proof.Devices;
import dev.sluice.auth.token.IssuedToken;

/** Where people sign in. */
@RestController
@Tag(name = "Accounts")
class SignInController {

    private final SignInDesk desk;
    private final Devices devices;

    SignInController(SignInDesk desk, Devices devices) {
        this.desk = desk;
        this.devices = devices;
    }

    record Credentials(
            @NotBlank @Schema(format = "email", example = "ann@example.org") String email,
            @NotNull @Schema(implementation = String.class, format = "password") Password password) {
    }

    @Operation(summary = "Sign in", description = """
            Exchanges address and password for an access token. The answer may set a cookie; whoever shows \
            it again is counted apart from all others that try this account's password.""")
    @SecurityRequirements
    @PostMapping(path = "/auth/signin", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedToken> signIn(@Valid @RequestBody Credentials credentials,
            HttpServletRequest request) {
        Attempt attempt = devices.attempt(credentials.email(), credentials.password(), request);
        return switch (desk.signIn(attempt)) {
            case SignIn.Granted(IssuedToken token, Person person, boolean hashed) ->
                ResponseEntity.ok().cacheControl(CacheControl.noStore())
                        .headers(devices.known(attempt, person, hashed)).body(token);
            case SignIn.TooMany(Duration wait) -> throw new TooManyAttempts(wait);
            case SignIn.Refused() -> throw new SignInRefused();
        };
    }
}
