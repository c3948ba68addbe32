package dev.sluice.auth.administration;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import dev.sluice.auth.account.Account;
import dev.sluice.auth.account.AccountView;
import dev.sluice.auth.account.Registration;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.password.ImportedHash;
import dev.sluice.auth.password.Password;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;
import dev.sluice.common.paging.Page;
import dev.sluice.common.problem.Fault;

/** Where administrators find accounts, create them and give roles. */
@RestController
@RequestMapping(path = "/admin/users", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Administration")
class AdministrationController {

    private final RoleGrants grants;
    private final AccountLocks locks;
    private final AccountList accounts;
    private final Registration registration;

    AdministrationController(RoleGrants grants, AccountLocks locks, AccountList accounts,
            Registration registration) {
        this.grants = grants;
        this.locks = locks;
        this.accounts = accounts;
        this.registration = registration;
    }

    /** Somebody who does not sign up; with a password, or with what another system has kept of it. */
    record NewAccount(
            @NotBlank @Schema(format = "email", example = "ann@example.org") String email,
            @NotBlank @Size(max = 100) @Pattern(regexp = Account.PLAIN, message = "must be plain text")
            String firstName,
            @NotBlank @Size(max = 100) @Pattern(regexp = Account.PLAIN, message = "must be plain text")
            String lastName,
            @NotNull List<@Nullable String> roles,
            @Nullable @Schema(implementation = String.class, format = "password") Password password,
            @Nullable @Schema(implementation = String.class, format = "password",
                    description = "As bcrypt or Argon2id write it", example = "$2b$12$…")
            ImportedHash passwordHash) {
    }

    @Operation(summary = "Find accounts", description = """
            By a part of the address, a role that they have, and whether they are locked; in the order of \
            their addresses.""")
    @GetMapping
    Page<AccountView> find(
            @RequestParam(required = false) @Nullable @Size(max = 254)
            @Pattern(regexp = Account.PLAIN, message = "must be plain text") String email,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable Boolean locked,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return accounts.find(email, role == null ? null
                : Role.of(role).orElseThrow(UnknownRole::inTheQuery).claim(), locked, page, size);
    }

    @Operation(summary = "One account")
    @GetMapping("/{email}")
    AccountView read(@PathVariable String email) {
        return accounts.find(email);
    }

    @Operation(summary = "Create an account", description = """
            With a password, or with its hash from another system: bcrypt or Argon2id. Such a hash is made \
            anew when its owner first signs in.""")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<AccountView> create(@Valid @RequestBody NewAccount form) {
        Account created = create(form, roles(form.roles(), "#/roles/"));
        URI location = UriComponentsBuilder.fromPath("/admin/users/{email}").encode()
                .buildAndExpand(created.email()).toUri();
        return ResponseEntity.created(location).body(AccountView.of(created));
    }

    private Account create(NewAccount form, Set<Role> roles) {
        Password password = form.password();
        ImportedHash hash = form.passwordHash();
        if (password != null && hash == null) {
            return registration.register(form.email(), form.firstName(), form.lastName(), password, roles,
                    AuditType.ACCOUNT_IMPORTED);
        }
        if (password == null && hash != null) {
            return registration.adopt(form.email(), form.firstName(), form.lastName(), hash, roles);
        }
        throw new NotOnePassword();
    }

    @Operation(summary = "Replace somebody's roles",
            description = "Tokens that say others end; a refresh gives one with the new roles.")
    @PutMapping(path = "/{email}/roles", consumes = MediaType.APPLICATION_JSON_VALUE)
    AccountView replaceRoles(@PathVariable String email, @RequestBody List<@Nullable String> roles,
            Actor actor) {
        return AccountView.of(grants.replace(email, roles(roles, "#/"), actor));
    }

    @Operation(summary = "Lock an account",
            description = "Nobody signs in to it, and all its sessions end. Locked already, it stays so.")
    @PutMapping(path = "/{email}/lock")
    AccountView lock(@PathVariable String email, Actor actor) {
        return AccountView.of(locks.lock(email, actor));
    }

    @Operation(summary = "Unlock an account", description = "Its owner can sign in again.")
    @DeleteMapping(path = "/{email}/lock")
    AccountView unlock(@PathVariable String email, Actor actor) {
        return AccountView.of(locks.unlock(email, actor));
    }

    private static Set<Role> roles(List<@Nullable String> claims, String pointer) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String claim : claims) {
            Fault fault = new Fault(pointer + claims.indexOf(claim), "is no role");
            roles.add(Optional.ofNullable(claim).flatMap(Role::of)
                    .orElseThrow(() -> new UnknownRole().withErrors(List.of(fault))));
        }
        return roles;
    }
}
