package dev.sluice.auth.administration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator, who is created when there is none; nobody if left empty.
 *
 * @param email of the account to create
 * @param password for its first sign-in
 */
@ConfigurationProperties("sluice.auth.administrator")
record AdministratorProperties(@Nullable String email, @Nullable String password) {

    @Override
    public String toString() {
        return "AdministratorProperties[email=" + email + ", password=…]";
    }
}
