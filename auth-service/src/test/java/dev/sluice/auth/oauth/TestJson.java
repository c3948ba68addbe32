package dev.sluice.auth.oauth;

import java.io.OutputStream;
import java.util.Map;

import io.jsonwebtoken.io.AbstractSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a client signs. */
final class TestJson extends AbstractSerializer<Map<String, ?>> {

    @Override
    protected void doSerialize(Map<String, ?> claims, OutputStream out) {
        JsonMapper.shared().writeValue(out, claims);
    }
}
