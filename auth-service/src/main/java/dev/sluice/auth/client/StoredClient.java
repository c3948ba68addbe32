package dev.sluice.auth.client;

import java.time.Instant;

/**
 * A client of the database.
 *
 * @param version no other state of any client has it
 * @param changedBy who gave it this version
 */
public record StoredClient(Client client, long version, Instant createdAt, Instant changedAt,
        String changedBy) {
}
