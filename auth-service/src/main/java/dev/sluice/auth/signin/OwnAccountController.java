package dev.sluice.auth.signin;

import java.time.Duration;
import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.account.AccountView;
import dev.sluice.auth.account.Person;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.proof.Attempt;
import dev.sluice.auth.proof.Devices;
import dev.sluice.auth.token.IssuedToken;
import dev.sluice.common.identity.Actor;

/** Where people change their password and end all their sessions. */
@RestController
@Tag(name = "Sessions")
class OwnAccountController {

    private final OwnAccount own;
    private final Devices devices;

    OwnAccountController(OwnAccount own, Devices devices) {
        this.own = own;
        this.devices = devices;
    }

    record PasswordChange(
            @NotNull @Schema(implementation = String.class, format = "password") Password currentPassword,
            @NotNull @Schema(implementation = String.class, format = "password") Password newPassword) {
    }

    @Operation(summary = "Change your password",
            description = "Ends all your sessions and answers with the tokens of a new one.")
    @PostMapping(path = "/auth/password", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedToken> changePassword(@Valid @RequestBody PasswordChange form, Actor actor,
            HttpServletRequest request) {
        Function<String, Attempt> attempted =
                email -> devices.attempt(email, form.currentPassword(), request);
        return switch (own.changePassword(AccountView.person(actor), attempted, form.newPassword())) {
            case SignIn.Granted(IssuedToken token, Person person, boolean hashed) ->
                ResponseEntity.ok().cacheControl(CacheControl.noStore())
                        .headers(devices.known(attempted.apply(person.email()), person, hashed)).body(token);
            case SignIn.TooMany(Duration wait) -> throw new TooManyAttempts(wait);
            case SignIn.Refused() -> throw new WrongPassword();
        };
    }

    @Operation(summary = "Sign out everywhere", description = "Ends all your sessions, this one too.")
    @PostMapping(path = "/auth/signout-everywhere")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOutEverywhere(Actor actor) {
        own.signOutEverywhere(AccountView.person(actor));
    }
}
