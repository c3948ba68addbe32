package dev.sluice.auth.account;

import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.password.Password;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;

/** Where people sign up and look at their own account. */
@RestController
@Tag(name = "Accounts")
class AccountController {

    private final Registration registration;
    private final Accounts accounts;
    private final AddressFingerprints fingerprints;
    private final AuditTrail audit;

    AccountController(Registration registration, Accounts accounts, AddressFingerprints fingerprints,
            AuditTrail audit) {
        this.registration = registration;
        this.accounts = accounts;
        this.fingerprints = fingerprints;
        this.audit = audit;
    }

    record SignUp(
            @NotBlank @Size(max = 100) @Pattern(regexp = Account.PLAIN, message = "must be plain text")
            String firstName,
            @NotBlank @Size(max = 100) @Pattern(regexp = Account.PLAIN, message = "must be plain text")
            String lastName,
            @NotBlank @Schema(format = "email", example = "ann@example.org") String email,
            @NotNull @Schema(implementation = String.class, format = "password",
                    description = "15 to 128 characters of any kind, unless configured otherwise")
            Password password) {
    }

    @Operation(summary = "Sign up", description = "Opens an account with the role submitter.")
    @SecurityRequirements
    @PostMapping(path = "/auth/signup", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    AccountView signUp(@Valid @RequestBody SignUp form) {
        try {
            return AccountView.of(registration.register(form.email(), form.firstName(), form.lastName(),
                    form.password(), Set.of(Role.SUBMITTER), AuditType.ACCOUNT_REGISTERED));
        }
        catch (EmailTaken taken) {
            audit.report(AuditEvent.of(AuditType.SIGNUP_REFUSED).with(AuditField.REASON, "taken")
                    .with(AuditField.FINGERPRINT, fingerprints.of(form.email())));
            throw taken;
        }
    }

    @Operation(summary = "Your account", description = "As it is now, which may be newer than your token.")
    @GetMapping(path = "/auth/me", produces = MediaType.APPLICATION_JSON_VALUE)
    AccountView me(Actor actor) {
        return accounts.findById(AccountView.person(actor)).map(AccountView::of)
                .orElseThrow(() -> new AccountNotFound("Your account is gone."));
    }
}
