package dev.sluice.auth.oauth;

import dev.sluice.auth.client.Client;
import dev.sluice.auth.token.Bearer;

/** Which client calls. */
sealed interface Caller {

    String clientId();

    /** A service that has proven who it is. */
    record Service(Client client) implements Caller {

        @Override
        public String clientId() {
            return client.id();
        }
    }

    /** The client of people who sign in here directly: public, so that its tokens alone prove anything. */
    record FirstParty() implements Caller {

        @Override
        public String clientId() {
            return Bearer.FIRST_PARTY;
        }
    }
}
