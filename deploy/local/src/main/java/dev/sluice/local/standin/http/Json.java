package dev.sluice.local.standin.http;

import tools.jackson.databind.json.JsonMapper;

/** The one mapper of the stand-ins, with the defaults of Jackson 3. */
public final class Json {

    /** Thread-safe. */
    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {
    }
}
