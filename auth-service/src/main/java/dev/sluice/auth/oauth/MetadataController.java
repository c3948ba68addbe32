package dev.sluice.auth.oauth;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jsonwebtoken.Identifiable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.auth.key.KeyRing;
import dev.sluice.auth.token.Mint;

/** Tells client libraries where everything is and what is supported (RFC 8414), and nothing that is not. */
@RestController
@Tag(name = "OAuth")
class MetadataController {

    private static final Duration CACHED = Duration.ofMinutes(5);

    private final Metadata metadata;

    MetadataController(Mint mint, KeyRing keys) {
        String issuer = mint.issuer();
        List<String> proofs = List.of("client_secret_basic", "client_secret_post", "private_key_jwt");
        List<String> proofsOrNone = Stream.concat(proofs.stream(), Stream.of("none")).toList();
        List<String> algorithms = ClientAssertions.ALGORITHMS.stream().map(Identifiable::getId).toList();
        metadata = new Metadata(issuer, issuer + OAuth.TOKEN,
                keys.isShared() ? null : issuer + "/.well-known/jwks.json",
                List.of(), List.of("client_credentials", "refresh_token"), proofsOrNone, algorithms,
                issuer + OAuth.INTROSPECT, proofs, algorithms,
                issuer + OAuth.REVOKE, proofsOrNone, algorithms);
    }

    /** In the words of RFC 8414, section 2. No browser is sent here, so there is no response type. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AuthorizationServerMetadata")
    record Metadata(String issuer, String tokenEndpoint, @Nullable String jwksUri,
            List<String> responseTypesSupported,
            List<String> grantTypesSupported, List<String> tokenEndpointAuthMethodsSupported,
            List<String> tokenEndpointAuthSigningAlgValuesSupported,
            String introspectionEndpoint, List<String> introspectionEndpointAuthMethodsSupported,
            List<String> introspectionEndpointAuthSigningAlgValuesSupported,
            String revocationEndpoint, List<String> revocationEndpointAuthMethodsSupported,
            List<String> revocationEndpointAuthSigningAlgValuesSupported) {
    }

    @Operation(summary = "What this authorization server supports", description = "RFC 8414; may be cached.")
    @SecurityRequirements
    @GetMapping(path = "/.well-known/oauth-authorization-server", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Metadata> metadata() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(CACHED).cachePublic()).body(metadata);
    }
}
