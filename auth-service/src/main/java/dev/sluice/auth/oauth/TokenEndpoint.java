package dev.sluice.auth.oauth;

import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.audit.AuditEvent;
import dev.sluice.auth.audit.AuditField;
import dev.sluice.auth.audit.AuditTrail;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.client.Client;
import dev.sluice.auth.session.Refreshed;
import dev.sluice.auth.session.SessionDesk;
import dev.sluice.auth.token.Bearer;
import dev.sluice.auth.token.IssuedToken;
import dev.sluice.auth.token.Mint;

/**
 * OAuth's token endpoint (RFC 6749): {@code client_credentials} for services, {@code refresh_token} for the
 * sessions of people.
 */
@RestController
@Tag(name = "OAuth")
@SecurityScheme(name = "client", type = SecuritySchemeType.HTTP, scheme = "basic",
        description = "A service's client id and secret.")
class TokenEndpoint {

    private final ClientAuthentication authentication;
    private final SessionDesk sessions;
    private final Mint mint;
    private final AuditTrail audit;
    private final MeterRegistry meters;

    TokenEndpoint(ClientAuthentication authentication, SessionDesk sessions, Mint mint,
            AuditTrail audit, MeterRegistry meters) {
        this.authentication = authentication;
        this.sessions = sessions;
        this.mint = mint;
        this.audit = audit;
        this.meters = meters;
    }

    @Operation(summary = "Get a token", description = """
            For a service by grant_type=client_credentials, with client_secret_basic, client_secret_post or \
            private_key_jwt. For the session of somebody who signed in by grant_type=refresh_token with \
            client_id=sluice and nothing else, since that client is public: as POST /auth/refresh.""")
    @RefusesInOAuthsWords
    @SecurityRequirement(name = "client")
    @SecurityRequirement(name = "")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            schema = @Schema(implementation = TokenRequest.class)))
    @PostMapping(path = OAuth.TOKEN, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedToken> token(HttpServletRequest request) {
        OAuthForm form = new OAuthForm(request);
        String grant = form.require("grant_type");
        Caller caller = authentication.caller(form);
        IssuedToken token = switch (grant) {
            case "client_credentials" -> forService(caller, form);
            case "refresh_token" -> refreshed(caller, form);
            default -> throw OAuthRefusal.of("unsupported_grant_type",
                    "Only client_credentials and refresh_token are supported.");
        };
        meters.counter("sluice.auth.client.tokens", "grant", grant).increment();
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(token);
    }

    /** The form, for the API's description. */
    private record TokenRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"client_credentials", "refresh_token"})
            String grantType,
            @Schema(description = "With a space between them; all that the client may have if left out",
                    example = "flags:evaluate") @Nullable String scope,
            @Schema(description = "With refresh_token", format = "password") @Nullable String refreshToken,
            @Schema(description = "With client_secret_post; sluice with refresh_token")
            @Nullable String clientId,
            @Schema(description = "With client_secret_post", format = "password")
            @Nullable String clientSecret,
            @Schema(description = "With private_key_jwt", allowableValues = ClientCredentials.ASSERTION_TYPE)
            @Nullable String clientAssertionType,
            @Schema(description = "With private_key_jwt: a JWT of RFC 7523, for at most five minutes")
            @Nullable String clientAssertion) {
    }

    private IssuedToken forService(Caller caller, OAuthForm form) {
        return switch (caller) {
            case Caller.Service(Client client) -> {
                Set<String> scopes = scopes(client.scopes(), form.get("scope"));
                IssuedToken token = mint.issue(Bearer.service(client.id(), scopes, client.epoch()));
                audit.report(AuditEvent.of(AuditType.CLIENT_TOKEN_ISSUED).by(client.id()).about(client.id())
                        .client(client.id()).with(AuditField.SCOPES, scopes));
                yield token;
            }
            case Caller.FirstParty() -> throw OAuthRefusal.of("unauthorized_client",
                    "A client without a secret or a key gets no token of its own.");
        };
    }

    /** A service has no refresh token: it asks again with what proves who it is. */
    private IssuedToken refreshed(Caller caller, OAuthForm form) {
        String presented = form.require("refresh_token");
        if (caller instanceof Caller.Service) {
            throw OAuthRefusal.of("invalid_grant", "The refresh token was given to another client.");
        }
        scopes(Set.of(Bearer.FIRST_PARTY), form.get("scope"));
        return switch (sessions.refresh(presented)) {
            case Refreshed.Granted(IssuedToken token) -> token;
            case Refreshed.Refused() -> throw OAuthRefusal.of("invalid_grant",
                    "The refresh token is not good, or no longer.");
        };
    }

    /** Those it asks for, if it may have all of them; all that it may have if it does not ask. */
    private static Set<String> scopes(Set<String> granted, @Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            return granted;
        }
        Set<String> scopes = Set.copyOf(List.of(asked.strip().split(" +")));
        if (!granted.containsAll(scopes)) {
            throw OAuthRefusal.of("invalid_scope", "The client may not have one of these scopes.");
        }
        return scopes;
    }
}
