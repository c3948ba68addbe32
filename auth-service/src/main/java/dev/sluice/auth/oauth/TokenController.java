package dev.sluice.auth.oauth;

import jakarta.servlet.http.HttpServletRequest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.token.Mint;

/** Says of a token whether it is good now (RFC 7662), and ends it (RFC 7009). */
@RestController
@Tag(name = "OAuth")
class TokenController {

    private final ClientAuthentication authentication;
    private final PresentedTokens tokens;
    private final Mint mint;

    TokenController(ClientAuthentication authentication, PresentedTokens tokens, Mint mint) {
        this.authentication = authentication;
        this.tokens = tokens;
        this.mint = mint;
    }

    @Operation(summary = "Ask about a token", description = """
            An access token, by any service that authenticates as at the token endpoint; or a refresh token, \
            with token_type_hint=refresh_token. The answer is active: false for whatever is not good, also \
            for a refresh token without that hint, and does not say why. What this instance has ended \
            is not good from then on; what another one has, within a fifth of a second, while this one has \
            its database.""")
    @RefusesInOAuthsWords
    @SecurityRequirement(name = "client")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            schema = @Schema(implementation = TokenForm.class)))
    @PostMapping(path = OAuth.INTROSPECT, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Introspection> introspect(HttpServletRequest request) {
        OAuthForm form = new OAuthForm(request);
        authentication.service(form);
        Introspection answer = tokens.read(form.require("token"), form.get("token_type_hint"))
                .map(token -> Introspection.of(token, mint.issuer())).orElse(Introspection.INACTIVE);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    @Operation(summary = "End a token", description = """
            By the client that it was given to: a service its own access tokens, and client_id=sluice \
            without more those of somebody who signed in. A refresh token ends its session, also one that \
            was used. 200 for a token that is not good: there is nothing left to end.""")
    @RefusesInOAuthsWords
    @SecurityRequirement(name = "client")
    @SecurityRequirement(name = "")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            schema = @Schema(implementation = TokenForm.class)))
    @PostMapping(path = OAuth.REVOKE, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> revoke(HttpServletRequest request) {
        OAuthForm form = new OAuthForm(request);
        Caller caller = authentication.caller(form);
        tokens.givenBack(form.require("token")).ifPresent(token -> {
            if (!token.owner().equals(caller.clientId())) {
                throw OAuthRefusal.of("unauthorized_client", "The token was given to another client.");
            }
            tokens.end(token);
        });
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).build();
    }
}
