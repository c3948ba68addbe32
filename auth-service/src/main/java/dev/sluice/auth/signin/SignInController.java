package dev.sluice.auth.signin;

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

import dev.sluice.auth.password.Password;
import dev.sluice.auth.token.IssuedToken;

/** Where people sign in. */
@RestController
@Tag(name = "Accounts")
class SignInController {

    private final SignInDesk desk;

    SignInController(SignInDesk desk) {
        this.desk = desk;
    }

    record Credentials(
            @NotBlank @Schema(format = "email", example = "ann@example.org") String email,
            @NotNull @Schema(implementation = String.class, format = "password") Password password) {
    }

    @Operation(summary = "Sign in", description = "Exchanges address and password for an access token.")
    @SecurityRequirements
    @PostMapping(path = "/auth/signin", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedToken> signIn(@Valid @RequestBody Credentials credentials) {
        return switch (desk.signIn(credentials.email(), credentials.password())) {
            case SignIn.Granted(IssuedToken token) ->
                ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(token);
            case SignIn.Refused() -> throw new SignInRefused();
        };
    }
}
