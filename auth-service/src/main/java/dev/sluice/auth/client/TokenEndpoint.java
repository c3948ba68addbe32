package dev.sluice.auth.client;

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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.token.Bearer;
import dev.sluice.auth.token.IssuedToken;
import dev.sluice.auth.token.Mint;

/** OAuth's token endpoint (RFC 6749) for services: the grant {@code client_credentials}. */
@RestController
@Tag(name = "OAuth")
@SecurityScheme(name = "client", type = SecuritySchemeType.HTTP, scheme = "basic",
        description = "A service's client id and secret.")
class TokenEndpoint {

    private final Clients clients;
    private final Mint mint;
    private final MeterRegistry meters;

    TokenEndpoint(Clients clients, Mint mint, MeterRegistry meters) {
        this.clients = clients;
        this.mint = mint;
        this.meters = meters;
    }

    @Operation(summary = "Get a token for a service",
            description = "grant_type=client_credentials, with client_secret_basic or client_secret_post.")
    @SecurityRequirement(name = "client")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            schema = @Schema(implementation = TokenRequest.class)))
    @PostMapping(path = "/oauth2/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<IssuedToken> token(
            @RequestBody(required = false) @Nullable MultiValueMap<String, String> body,
            HttpServletRequest request) {
        MultiValueMap<String, String> form = body == null ? new LinkedMultiValueMap<>() : body;
        if (request.getQueryString() != null) {
            // A secret in an address ends in logs.
            throw OAuthRefusal.invalidRequest("Parameters belong in the body, not in the address.");
        }
        String grant = single(form, "grant_type");
        if (grant == null) {
            throw OAuthRefusal.invalidRequest("grant_type is missing.");
        }
        Client client = clients.authenticate(ClientCredentials.of(
                request.getHeader(HttpHeaders.AUTHORIZATION), single(form, "client_id"),
                single(form, "client_secret"))).orElseThrow(OAuthRefusal::invalidClient);
        if (!grant.equals("client_credentials")) {
            throw OAuthRefusal.of("unsupported_grant_type", "Only client_credentials is supported.");
        }
        Set<String> scopes = scopes(client, single(form, "scope"));
        count("granted");
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(mint.issue(
                Bearer.service(client.id(), scopes)));
    }

    /** The form, for the API's description. */
    private record TokenRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, allowableValues = "client_credentials")
            String grantType,
            @Schema(description = "With a space between them; all that the client may have if left out",
                    example = "flags:evaluate") @Nullable String scope,
            @Schema(description = "With client_secret_post") @Nullable String clientId,
            @Schema(description = "With client_secret_post", format = "password")
            @Nullable String clientSecret) {
    }

    @ExceptionHandler
    ResponseEntity<OAuthRefusal.Body> refuse(OAuthRefusal refusal) {
        count("refused");
        var answer = ResponseEntity.status(refusal.status()).cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
        if (refusal.status() == HttpStatus.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"sluice\", charset=\"UTF-8\"");
        }
        return answer.body(refusal.body());
    }

    /** Those it asks for, if it may have all of them; all that it may have if it does not ask. */
    private static Set<String> scopes(Client client, @Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            return client.scopes();
        }
        Set<String> scopes = Set.copyOf(List.of(asked.strip().split(" +")));
        if (!client.scopes().containsAll(scopes)) {
            throw OAuthRefusal.of("invalid_scope", "The client may not have one of these scopes.");
        }
        return scopes;
    }

    private static @Nullable String single(MultiValueMap<String, String> form, String name) {
        List<String> values = form.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw OAuthRefusal.invalidRequest(name + " is there more than once.");
        }
        return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    private void count(String outcome) {
        meters.counter("sluice.auth.client.tokens", "outcome", outcome).increment();
    }
}
