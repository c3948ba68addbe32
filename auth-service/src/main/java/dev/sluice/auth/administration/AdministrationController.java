package dev.sluice.auth.administration;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.account.AccountView;
import dev.sluice.common.identity.Actor;
import dev.sluice.common.identity.Role;

/** Where administrators find accounts and give roles. */
@RestController
@RequestMapping(path = "/admin/users", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Administration")
class AdministrationController {

    private final RoleGrants grants;
    private final AccountLocks locks;
    private final AccountList accounts;

    AdministrationController(RoleGrants grants, AccountLocks locks, AccountList accounts) {
        this.grants = grants;
        this.locks = locks;
        this.accounts = accounts;
    }

    @Operation(summary = "Find accounts")
    @GetMapping
    AccountList.AccountPage find(
            @RequestParam(required = false) @Nullable @Size(max = 254)
            @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must be plain text") String email,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable Boolean locked,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
        return accounts.find(email, role == null ? null : role(role).claim(), locked, page, size);
    }

    @Operation(summary = "Replace somebody's roles",
            description = "Tokens that say others end; a refresh gives one with the new roles.")
    @PutMapping(path = "/{email}/roles", consumes = MediaType.APPLICATION_JSON_VALUE)
    AccountView replaceRoles(@PathVariable String email, @RequestBody List<@Nullable String> roles,
            Actor actor) {
        Set<Role> wanted = EnumSet.noneOf(Role.class);
        roles.forEach(claim -> wanted.add(role(claim)));
        return AccountView.of(grants.replace(email, wanted, actor));
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

    private static Role role(@Nullable String claim) {
        if (claim == null) {
            throw new UnknownRole();
        }
        return Role.of(claim).orElseThrow(UnknownRole::new);
    }
}
