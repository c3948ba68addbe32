package dev.sluice.common.object;

import java.io.IOException;
import java.io.Serial;

/** No object has this key. */
public class ObjectNotFound extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ObjectNotFound(String key) {
        super("No object has the key " + key);
    }
}
