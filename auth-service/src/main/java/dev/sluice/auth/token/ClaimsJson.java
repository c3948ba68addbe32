package dev.sluice.auth.token;

import java.io.OutputStream;
import java.util.Map;

import io.jsonwebtoken.io.AbstractSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Writes a token's header and claims with the Jackson that everything else here uses. */
final class ClaimsJson extends AbstractSerializer<Map<String, ?>> {

    private final JsonMapper json = JsonMapper.shared();

    byte[] bytes(Object claims) {
        return json.writeValueAsBytes(claims);
    }

    @Override
    protected void doSerialize(Map<String, ?> claims, OutputStream out) {
        json.writeValue(out, claims);
    }
}
