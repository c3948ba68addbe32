package dev.sluice.common.observability;

import java.io.Serial;
import java.util.SortedSet;

/** A development default would have been a production secret. Names the properties, never a value. */
class DevelopmentSecretFound extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    DevelopmentSecretFound(SortedSet<String> properties) {
        super("Profile 'production' is active, but development defaults are in use for: "
                + String.join(", ", properties));
    }
}
