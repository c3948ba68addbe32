package dev.sluice.auth.key;

import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the keys that verify tokens. */
@RestController
@Tag(name = "Keys")
class KeyController {

    private final KeyRing ring;
    private final KeyProperties properties;

    KeyController(KeyRing ring, KeyProperties properties) {
        this.ring = ring;
        this.properties = properties;
    }

    @Operation(summary = "Published keys", description = "A JSON Web Key Set (RFC 7517); may be cached.")
    @SecurityRequirements
    @GetMapping(path = "/.well-known/jwks.json",
            produces = {MediaType.APPLICATION_JSON_VALUE, "application/jwk-set+json"})
    ResponseEntity<Map<String, Object>> keys() {
        Map<String, Object> published = ring.published().toJSONObject(true);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(properties.keyCacheTime()).cachePublic())
                .eTag(Integer.toHexString(published.hashCode()))
                .body(published);
    }
}
