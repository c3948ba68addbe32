package dev.sluice.auth.administration;

import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.sluice.auth.account.EmailTaken;
import dev.sluice.auth.account.InvalidEmail;
import dev.sluice.auth.account.Registration;
import dev.sluice.auth.audit.AuditType;
import dev.sluice.auth.password.HashingBusy;
import dev.sluice.auth.password.Password;
import dev.sluice.auth.password.PasswordRefused;
import dev.sluice.common.identity.Role;

/**
 * Creates the first administrator when there is none. An account that exists keeps its password and its
 * roles: otherwise whoever signed up with the configured address in time would be administrator.
 */
@Component
class FirstAdministrator implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private static final int MOST_ATTEMPTS = 20;

    private final AdministratorProperties configured;
    private final Registration registration;
    private final JdbcClient jdbc;

    FirstAdministrator(AdministratorProperties configured, Registration registration, JdbcClient jdbc) {
        this.configured = configured;
        this.registration = registration;
        this.jdbc = jdbc;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String email = configured.email();
        String password = configured.password();
        if (email == null || email.isBlank() || password == null || password.isBlank() || exists()) {
            return;
        }
        try {
            register(email, Password.of(password));
        }
        catch (InvalidEmail | PasswordRefused refused) {
            throw new IllegalStateException("sluice.auth.administrator: "
                    + refused.getBody().getDetail(), refused);
        }
        catch (EmailTaken taken) {
            if (!exists()) {
                log.warn("There is no administrator: sluice.auth.administrator.email names an account that "
                        + "somebody signed up for. Configure another address.");
            }
        }
    }

    /** A machine that is busy while it starts is no reason not to start. */
    private void register(String email, Password password) {
        for (int attempt = 1; ; attempt++) {
            try {
                registration.register(email, "First", "Administrator", password, Set.of(Role.ADMIN),
                        AuditType.ADMINISTRATOR_BOOTSTRAPPED);
                return;
            }
            catch (HashingBusy busy) {
                if (attempt == MOST_ATTEMPTS) {
                    throw busy;
                }
            }
        }
    }

    private boolean exists() {
        return jdbc.sql("select exists (select 1 from account_role where role = 'admin')")
                .query(Boolean.class).single();
    }
}
